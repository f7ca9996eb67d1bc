/// What Lambda says about a version of a function; never its environment variables, which may be secrets.
struct DeployedVersion: Sendable, Hashable {
    /// Whether a change is done.
    enum UpdateStatus: Sendable, Hashable {
        /// It is done.
        case successful
        /// It goes on.
        case inProgress
        /// Lambda gave up, with its reason.
        case failed(code: String?, reason: String?)
    }

    /// The function's name.
    var function: String
    /// The ARN, which ends with the version if it is a published one.
    var arn: String
    /// The version: a number, or `$LATEST`.
    var version: String
    /// The archive's SHA-256 in base64.
    var codeSHA256: String
    /// The archive's size in bytes.
    var codeSize: Int
    /// The version's description.
    var description: String
    /// When it was changed or published, as Lambda writes it: `2026-11-30T18:22:04.000+0000`.
    var lastModified: String
    /// The state that a change can be bound to; moto has none.
    var revisionID: String?
    /// The architectures, of which Lambda admits one.
    var architectures: [String]
    /// The time limit of an invocation in seconds.
    var timeout: Int
    /// Whether the last change is done, and the function can be invoked.
    var updateStatus: UpdateStatus

    /// The only members that the AWS command line passes on: others are secrets, such as the environment.
    static let query =
        "{"
        + [
            "FunctionName", "FunctionArn", "Version", "CodeSha256", "CodeSize", "Description", "LastModified",
            "RevisionId", "Architectures", "Timeout", "State", "StateReason", "StateReasonCode", "LastUpdateStatus",
            "LastUpdateStatusReason", "LastUpdateStatusReasonCode",
        ].map { "\($0):\($0)" }.joined(separator: ",") + "}"

    /// Reads the members of ``query``.
    init(reading answer: AWSAnswer) throws(AWSAnswerFault) {
        function = try answer.text("FunctionName")
        arn = try answer.text("FunctionArn")
        version = try answer.text("Version")
        codeSHA256 = try answer.text("CodeSha256")
        codeSize = try answer.integer("CodeSize")
        description = answer.optionalText("Description") ?? ""
        lastModified = try answer.text("LastModified")
        revisionID = answer.optionalText("RevisionId")
        architectures = answer.textList("Architectures")
        timeout = answer.optionalInteger("Timeout") ?? 900
        updateStatus = Self.status(in: answer)
    }

    /// `State` is about the function's creation and `LastUpdateStatus` about changes; older functions have neither.
    private static func status(in answer: AWSAnswer) -> UpdateStatus {
        let (state, update) = (answer.optionalText("State"), answer.optionalText("LastUpdateStatus"))
        if state == "Failed" {
            return .failed(code: answer.optionalText("StateReasonCode"), reason: answer.optionalText("StateReason"))
        }
        if update == "Failed" {
            return .failed(
                code: answer.optionalText("LastUpdateStatusReasonCode"),
                reason: answer.optionalText("LastUpdateStatusReason"))
        }
        return state == "Pending" || update == "InProgress" ? .inProgress : .successful
    }
}
