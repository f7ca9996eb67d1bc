/// Asks for a function's state.
struct GetFunctionConfigurationRequest: AWSRequest {
    static let words = ["lambda", "get-function-configuration"]

    /// The function's name.
    var function: String
    /// A version or an alias; `nil` means `$LATEST`.
    var qualifier: String?

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        arguments.add("qualifier", optional: qualifier)
        arguments.add("query", DeployedVersion.query)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(
            action: "lambda:GetFunctionConfiguration", resources: [place.function(function, qualifier: qualifier)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> DeployedVersion {
        try DeployedVersion(reading: answer)
    }
}
