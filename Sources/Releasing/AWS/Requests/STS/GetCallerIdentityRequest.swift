/// Asks who the credentials belong to, which needs no permission.
struct GetCallerIdentityRequest: AWSRequest {
    static let words = ["sts", "get-caller-identity"]

    var arguments: AWSArguments { AWSArguments() }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "sts:GetCallerIdentity", resources: ["*"])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> CallerIdentity {
        CallerIdentity(
            account: try answer.text("Account"), arn: try answer.text("Arn"), userID: try answer.text("UserId"))
    }
}
