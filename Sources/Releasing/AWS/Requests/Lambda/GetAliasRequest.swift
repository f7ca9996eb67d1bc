/// Asks which versions an alias points to.
struct GetAliasRequest: AWSRequest {
    static let words = ["lambda", "get-alias"]

    /// The function's name.
    var function: String
    /// The alias's name.
    var alias: String

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        arguments.add("name", alias)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "lambda:GetAlias", resources: [place.function(function)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> DeployedAlias {
        try DeployedAlias(reading: answer)
    }
}
