/// What Lambda says about an alias.
struct DeployedAlias: Sendable, Hashable {
    /// Its name.
    var name: String
    /// Its ARN.
    var arn: String
    /// The version that it points to.
    var version: String
    /// The share of invocations that go to other versions, from 0 to 1, by version.
    var weights: [String: Double]
    /// Its description.
    var description: String
    /// The state that a change can be bound to; moto has none.
    var revisionID: String?

    /// Reads an answer.
    init(reading answer: AWSAnswer) throws(AWSAnswerFault) {
        name = try answer.text("Name")
        arn = try answer.text("AliasArn")
        version = try answer.text("FunctionVersion")
        weights = answer.optionalObject("RoutingConfig")?.numbers("AdditionalVersionWeights") ?? [:]
        description = answer.optionalText("Description") ?? ""
        revisionID = answer.optionalText("RevisionId")
    }
}
