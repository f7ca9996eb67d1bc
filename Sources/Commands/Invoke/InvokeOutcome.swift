import Console
import JSON
import LambdaProtocol
import LocalEnvironment
import Model
import Releasing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The outcome of one invocation.
struct InvokeOutcome: Sendable {
    private struct Payload: Encodable, Sendable {
        var diagnostics: [Diagnostic]
        var errorType: String?
        var executedVersion: String?
        var isBase64Encoded: Bool
        var response: String
        var status: String
    }

    /// Whether the response is printed as it arrives, so that a stream need not be kept.
    let isPrinted: Bool
    /// Whether it is printed to a terminal, where a stream should end with a line break.
    let isTerminal: Bool
    private(set) var body: [UInt8] = []
    private(set) var errorType: String?
    /// The error that ended a partly printed stream.
    private var streamError: FunctionError?
    private var isStreamed = false
    private var isTooLarge = false
    private var lastByte: UInt8?

    init(isPrinted: Bool, isTerminal: Bool = false) {
        self.isPrinted = isPrinted
        self.isTerminal = isTerminal
    }

    /// Takes the whole response of a function that runs elsewhere.
    init(_ response: APIResponse) {
        isPrinted = false
        isTerminal = false
        body = response.body
        guard response.headers["X-Amz-Function-Error"] != nil || response.status >= 300 else { return }
        // A body that is not JSON has no error type, but the header may have one.
        let type = (try? JSONValue(parsing: response.body))?["errorType"]?.string
        errorType = type ?? response.headers["x-amzn-ErrorType"] ?? "Unhandled"
    }

    /// Takes the answer of a function on Lambda.
    init(_ answer: RemoteInvocation) {
        isPrinted = false
        isTerminal = false
        body = answer.response
        guard answer.hasFailed else { return }
        errorType = (try? JSONValue(parsing: answer.response))?["errorType"]?.string ?? "Unhandled"
    }

    /// Takes a part of the response.
    ///
    /// - Returns: the bytes to print now.
    mutating func add(_ delivery: InvocationDelivery) -> [UInt8] {
        switch delivery {
        case .complete(.response(let bytes, _)): return take(bytes) + lineEnd
        case .complete(.failure(let error)):
            errorType = error.errorType
            return take(error.body) + lineEnd
        case .streamStarted: isStreamed = true
        case .streamPart(let part): return take(part)
        case .streamEnded(nil) where isTooLarge:
            errorType = "Function.ResponseSizeTooLarge"
            body = Array("The streamed response is larger than \(InvocationLimits.streamedResponseBytes) bytes.".utf8)
        case .streamEnded(nil): return lineEnd
        case .streamEnded(let error?):
            errorType = error.errorType
            guard isPrinted else {
                body = error.body
                return []
            }
            streamError = error
            return lineEnd
        }
        return []
    }

    private mutating func take(_ bytes: [UInt8]) -> [UInt8] {
        lastByte = bytes.last ?? lastByte
        guard !isPrinted || !isStreamed else { return bytes }
        guard body.count + bytes.count <= InvocationLimits.streamedResponseBytes else {
            isTooLarge = true
            return []
        }
        body += bytes
        return isPrinted ? bytes : []
    }

    /// A final line break for people; binary responses and streams to a file stay unchanged.
    private var lineEnd: [UInt8] {
        guard isPrinted, let lastByte, lastByte != UInt8(ascii: "\n") else { return [] }
        let isText = isStreamed ? isTerminal : String(validating: body, as: UTF8.self) != nil
        return isText ? [UInt8(ascii: "\n")] : []
    }

    /// A whole response for people.
    var printed: [UInt8] {
        let isText = body.last != UInt8(ascii: "\n") && String(validating: body, as: UTF8.self) != nil
        return body + (isText && !body.isEmpty ? [UInt8(ascii: "\n")] : [])
    }

    /// The response for programs, and why the function failed on standard error; people have seen the response already.
    ///
    /// - Parameter isSwift: whether the function is known to be written in Swift, which can report more about a crash.
    func result(account: CrashAccount?, isSwift: Bool) -> CommandResult {
        let response = String(decoding: body, as: UTF8.self)
        var diagnostics: [Diagnostic] = []
        if let errorType {
            let died = response.contains("error: signal: ")
            diagnostics.append(
                account?.diagnostic
                    ?? .error(
                        "local.function-failed", "the function failed: \(printable(errorType))",
                        explanation: streamError.map { printable(String(decoding: $0.body, as: UTF8.self)) },
                        hints: died && isSwift ? [CrashAccount.hint] : []))
        }
        return result(diagnostics)
    }

    /// The answer of a function on Lambda for programs, and why it failed.
    ///
    /// - Parameters:
    ///   - executedVersion: the version that ran.
    ///   - hint: how to see more.
    func result(executedVersion: String?, hint: String) -> CommandResult {
        let failure = errorType.map { type in
            Diagnostic.error(
                "invoke.function-failed", "the function failed on Lambda: \(printable(type))", hints: [hint])
        }
        return result([failure].compactMap { $0 }, executedVersion: executedVersion)
    }

    private func result(_ diagnostics: [Diagnostic], executedVersion: String? = nil) -> CommandResult {
        let isText = String(validating: body, as: UTF8.self) != nil
        return CommandResult(
            status: errorType == nil ? .success : .unsatisfied, text: "",
            payload: Payload(
                diagnostics: diagnostics, errorType: errorType, executedVersion: executedVersion,
                isBase64Encoded: !isText,
                response: isText ? String(decoding: body, as: UTF8.self) : Data(body).base64EncodedString(),
                status: errorType == nil ? "succeeded" : "failed"),
            diagnostics: diagnostics)
    }
}
