import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Invokes a function once and waits for its response.
struct InvokeRequest: AWSRequest {
    static let words = ["lambda", "invoke"]
    /// An event must not be processed again because an answer was lost, so this call is never repeated.
    static let environment: [String: String?] = ["AWS_MAX_ATTEMPTS": "1"]

    /// The function's name.
    var function: String
    /// A version or an alias; `nil` means `$LATEST`.
    var qualifier: String?
    /// The file with the event; absolute.
    var event: FilePath
    /// The file that gets the response, which it replaces in place; absolute.
    var response: FilePath
    /// The function's time limit in seconds; by default the AWS command line waits only 60 seconds.
    var timeout: Int

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        arguments.add("qualifier", optional: qualifier)
        arguments.add("invocation-type", "RequestResponse")
        arguments.add("log-type", "Tail")
        arguments.add("payload", contentOf: event)
        // Room for Init and for the way there and back.
        arguments.add("cli-read-timeout", timeout + 60)
        arguments.add(output: response)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "lambda:InvokeFunction", resources: [place.function(function, qualifier: qualifier)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> InvocationHead {
        let log = answer.optionalText("LogResult").flatMap { Data(base64Encoded: $0) } ?? Data()
        return InvocationHead(
            status: try answer.integer("StatusCode"), version: answer.optionalText("ExecutedVersion"),
            functionError: answer.optionalText("FunctionError"), logTail: String(decoding: log, as: UTF8.self))
    }
}
