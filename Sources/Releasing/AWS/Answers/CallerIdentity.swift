/// Who the credentials belong to.
struct CallerIdentity: Sendable, Hashable {
    /// The account's number.
    var account: String
    /// The user's or role session's ARN.
    var arn: String
    /// The user's ID.
    var userID: String
}
