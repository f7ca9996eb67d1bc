import Console
import Host
import LocalLambda
import Model
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs a function for one event.
struct InvokeAction {
    let plan: EnvironmentPlan
    let event: [UInt8]

    func run(on host: Host, console: CommandConsole) async throws -> CommandResult {
        try host.claim(plan.workDirectory)
        let narrator = EnvironmentNarrator(console)
        let pool = EnvironmentPool(plan, host: host) { narrator.hear($1, from: $0) }
        let outcome = Mutex(InvokeOutcome())
        let result: Result<Void, any Error>
        do {
            try await withEnding(of: pool) {
                var random = SystemRandomNumberGenerator()
                let invocation = Invocation(
                    requestID: Identifiers.requestID(using: &random), event: event,
                    traceID: Identifiers.traceID(epochSeconds: Int64(host.clock.secondsSince1970), using: &random))
                try await pool.invoke(invocation) { delivery in outcome.withLock { $0.add(delivery) } }
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await pool.shutDown()
        try host.files.remove(plan.workDirectory)
        try Task.checkCancellation()
        try result.get()
        return outcome.withLock { $0 }.result(account: narrator.takeAccount())
    }

    /// Invokes a function that runs already.
    static func invoke(url: String, event: [UInt8]) async throws -> CommandResult {
        let response = try await InvokeClient.invoke(url: url, event: event)
        var outcome = InvokeOutcome()
        outcome.body = response.body
        if response.headers["X-Amz-Function-Error"] != nil || response.status >= 300 {
            let type = (try? JSONValue(parsing: response.body))?["errorType"]?.string
            outcome.errorType = type ?? response.headers["x-amzn-ErrorType"] ?? "Unhandled"
        }
        return outcome.result(account: nil)
    }
}

/// Runs a body, and ends the environments where the task is cancelled meanwhile.
func withEnding<Value: Sendable>(
    of pool: EnvironmentPool, _ body: () async throws -> Value
) async throws -> Value {
    try await withTaskCancellationHandler {
        try await body()
    } onCancel: {
        Task { await pool.shutDown() }
    }
}

/// What came of one invocation.
struct InvokeOutcome: Sendable {
    private struct Payload: Encodable, Sendable {
        var diagnostics: [Diagnostic]
        var errorType: String?
        var isBase64Encoded: Bool
        var response: String
        var status: String
    }

    var body: [UInt8] = []
    var errorType: String?

    mutating func add(_ delivery: InvocationDelivery) {
        switch delivery {
        case .complete(.response(let bytes, _)): body = bytes
        case .complete(.failure(let error)): fail(error)
        case .streamStarted: body = []
        case .streamPart(let part): body += part
        case .streamEnded(nil): break
        case .streamEnded(let error?): fail(error)
        }
    }

    private mutating func fail(_ error: FunctionError) {
        errorType = error.errorType
        body = error.body
    }

    /// The response on standard output, and on standard error why the function failed.
    func result(account: CrashAccount?) -> CommandResult {
        let text = String(decoding: body, as: UTF8.self)
        var diagnostics: [Diagnostic] = []
        if let errorType {
            let died = text.contains("error: signal: ")
            diagnostics.append(
                account?.diagnostic
                    ?? .error(
                        "local.function-failed", "the function failed: \(printable(errorType))",
                        hints: died ? [CrashAccount.hint] : []))
        }
        let isText = String(validating: body, as: UTF8.self) != nil
        return CommandResult(
            status: errorType == nil ? .success : .unsatisfied,
            text: text.isEmpty || text.hasSuffix("\n") ? text : text + "\n",
            payload: Payload(
                diagnostics: diagnostics, errorType: errorType, isBase64Encoded: !isText,
                response: isText ? text : Data(body).base64EncodedString(),
                status: errorType == nil ? "succeeded" : "failed"),
            diagnostics: diagnostics)
    }
}
