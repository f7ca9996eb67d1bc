import Console
import Host
import LambdaProtocol
import LocalEnvironment
import LocalGateway
import Model
import Synchronization

/// Runs a function for one event.
struct InvokeAction {
    let plan: EnvironmentPlan
    let event: [UInt8]
    let tenantID: String?
    let isSwift: Bool

    func run(on host: Host, console: CommandConsole) async throws -> CommandResult {
        try host.claim(plan.workDirectory)
        let narrator = EnvironmentNarrator(console)
        let pool = EnvironmentPool(plan, host: host) { narrator.hear($1, from: $0) }
        let printer = console.format == .text ? AnswerPrinter(host.standardOutput) : nil
        let printing = printer.map { printer in Task { try await printer.print() } }
        let outcome = Mutex(
            InvokeOutcome(isPrinted: printer != nil, isTerminal: host.standardOutput.isTerminal))
        let result: Result<Void, any Error>
        do {
            try await withEnding(of: pool) {
                var random = SystemRandomNumberGenerator()
                let invocation = Invocation(
                    requestID: Identifiers.requestID(using: &random), event: event,
                    traceID: Identifiers.traceID(epochSeconds: Int64(host.clock.secondsSince1970), using: &random),
                    tenantID: tenantID)
                try await pool.invoke(invocation, flow: printer?.flow) { delivery in
                    let bytes = outcome.withLock { $0.add(delivery) }
                    printer?.take(bytes)
                }
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        printer?.finish()
        await pool.shutDown()
        try host.files.remove(plan.workDirectory)
        // After an interruption, do not wait for a reader that has stopped reading.
        await printer?.waitUntilPrinted()
        try Task.checkCancellation()
        try result.get()
        try await printing?.value
        return outcome.withLock { $0 }.result(account: narrator.takeAccount(), isSwift: isSwift)
    }

    /// Invokes a function that is already running.
    static func invoke(
        url: String, event: [UInt8], tenantID: String?, on host: Host, console: CommandConsole
    ) async throws -> CommandResult {
        var headers: HTTPFields = [:]
        headers[InvokeField.tenantID] = tenantID
        let outcome = InvokeOutcome(try await InvokeClient.invoke(url: url, event: event, headers: headers))
        if console.format == .text { try host.standardOutput.write(outcome.printed) }
        return outcome.result(account: nil, isSwift: false)
    }
}

/// Runs a body, and ends the environments if the task is cancelled.
func withEnding<Value: Sendable>(
    of pool: EnvironmentPool, _ body: () async throws -> Value
) async throws -> Value {
    try await withTaskCancellationHandler {
        try await body()
    } onCancel: {
        Task { await pool.shutDown() }
    }
}
