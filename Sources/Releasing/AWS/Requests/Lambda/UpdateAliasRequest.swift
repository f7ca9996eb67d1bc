import JSON

/// Points an alias to a version, and a share of the invocations to another.
struct UpdateAliasRequest: AWSRequest {
    static let words = ["lambda", "update-alias"]

    /// The function's name.
    var function: String
    /// The alias's name.
    var alias: String
    /// The version; `nil` leaves it.
    var version: String?
    /// The share of invocations, from 0 to 1, by other version: empty takes all shares back, and `nil` leaves them.
    var weights: [String: Double]?
    /// The state that the alias has to be in.
    var revisionID: String?

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        arguments.add("name", alias)
        arguments.add("function-version", optional: version)
        if let weights {
            let members = weights.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .number("\($0.value)")) }
            arguments.add("routing-config", json: ["AdditionalVersionWeights": .object(members)])
        }
        arguments.add("revision-id", optional: revisionID)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "lambda:UpdateAlias", resources: [place.function(function)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> DeployedAlias {
        try DeployedAlias(reading: answer)
    }
}
