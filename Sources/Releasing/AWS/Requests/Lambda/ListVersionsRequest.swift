/// Lists a function's versions, `$LATEST` first.
struct ListVersionsRequest: AWSRequest {
    static let words = ["lambda", "list-versions-by-function"]
    /// A version takes up to 2 KB.
    static let outputLimit = 8 << 20

    /// The function's name.
    var function: String
    /// The maximum number of versions; the AWS command line asks for as many pages as that takes.
    var limit = 1_000

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        arguments.add("max-items", limit)
        arguments.add("query", "Versions[].\(DeployedVersion.query)")
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "lambda:ListVersionsByFunction", resources: [place.function(function)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> [DeployedVersion] {
        var versions: [DeployedVersion] = []
        for element in answer.elements { versions.append(try DeployedVersion(reading: element)) }
        return versions
    }
}
