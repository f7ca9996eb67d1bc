/// Makes a version of a function's code and settings; the same code and settings give the same version again.
struct PublishVersionRequest: AWSRequest {
    static let words = ["lambda", "publish-version"]

    /// The function's name.
    var function: String
    /// The SHA-256 in base64 that the code has to have.
    var codeSHA256: String
    /// The version's description, of up to 256 characters.
    var description: String
    /// The state that the function has to be in.
    var revisionID: String?

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        arguments.add("code-sha256", codeSHA256)
        arguments.add("description", description)
        arguments.add("revision-id", optional: revisionID)
        arguments.add("query", DeployedVersion.query)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "lambda:PublishVersion", resources: [place.function(function)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> DeployedVersion {
        try DeployedVersion(reading: answer)
    }
}
