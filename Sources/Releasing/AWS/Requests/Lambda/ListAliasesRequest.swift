/// Lists a function's aliases.
struct ListAliasesRequest: AWSRequest {
    static let words = ["lambda", "list-aliases"]
    /// An alias takes up to 2 KB.
    static let outputLimit = 8 << 20

    /// The function's name.
    var function: String
    /// The maximum number of aliases; the AWS command line asks for as many pages as that takes.
    var limit = 1_000

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        arguments.add("max-items", limit)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "lambda:ListAliases", resources: [place.function(function)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> [DeployedAlias] {
        var aliases: [DeployedAlias] = []
        for element in answer.list("Aliases") { aliases.append(try DeployedAlias(reading: element)) }
        return aliases
    }
}
