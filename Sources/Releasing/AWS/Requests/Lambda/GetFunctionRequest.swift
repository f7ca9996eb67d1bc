/// Asks for a function with its tags and its reserved concurrency.
struct GetFunctionRequest: AWSRequest {
    static let words = ["lambda", "get-function"]

    /// The function's name.
    var function: String
    /// A version or an alias; `nil` means `$LATEST`.
    var qualifier: String?

    /// Without the code's location: whoever has that address can download the code.
    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        arguments.add("qualifier", optional: qualifier)
        arguments.add(
            "query", "{Configuration:Configuration.\(DeployedVersion.query),Tags:Tags,Concurrency:Concurrency}")
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "lambda:GetFunction", resources: [place.function(function, qualifier: qualifier)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> DeployedFunction {
        DeployedFunction(
            version: try DeployedVersion(reading: answer.object("Configuration")), tags: answer.texts("Tags"),
            reservedConcurrency: answer.optionalObject("Concurrency")?.optionalInteger(
                "ReservedConcurrentExecutions"))
    }
}
