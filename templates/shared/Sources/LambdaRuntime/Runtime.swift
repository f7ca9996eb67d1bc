#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The function's life: start, events, SIGTERM, cleanup.
public struct Runtime: Sendable {
    /// The time limit of the cleanup.
    ///
    /// With an external extension such as Lambda Insights, Lambda sends SIGKILL 300 ms after SIGTERM.
    public static let cleanUpLimit = Duration.milliseconds(250)

    private let address: String
    private let client: RuntimeClient

    /// Connects to the Runtime API of the environment that Lambda or `swiftlambda run` provides.
    public init() throws {
        address = environment("AWS_LAMBDA_RUNTIME_API") ?? ""
        client = try RuntimeClient(address: address)
    }

    /// Runs the one-time setup before the first event; if it fails, reports the error to Lambda and ends the process.
    public func initialize<Value: Sendable>(_ make: @Sendable () async throws -> Value) async -> Value {
        do {
            return try await make()
        } catch {
            log("init failed: \(error)")
            do {
                try await client.failInit(with: error)
            } catch {
                log("reporting to Lambda failed: \(error)")
            }
            exit(1)
        }
    }

    /// Answers events, one after another, until Lambda sends SIGTERM; then cleans up.
    ///
    /// Lambda sends SIGTERM only if an extension is registered: the Lambda Insights layer's, another layer's, or the
    /// function's own, which is registered if the environment variable `REGISTER_EXTENSION` is 1.
    ///
    /// - Parameters:
    ///   - handler: makes the answer to an event.
    ///   - cleanUp: closes what `initialize` opened; the process ends after `cleanUpLimit`, finished or not.
    public func run(
        handler: @escaping @Sendable (Event) async throws -> [UInt8],
        cleanUp: @escaping @Sendable () async -> Void
    ) async throws {
        let termination = try TerminationSignal()
        let registration = environment("REGISTER_EXTENSION") == "1" ? try await register() : nil

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await answerEvents(with: handler) }
            if let registration { group.addTask { try await registration.hold() } }
            group.addTask {
                await withTaskCancellationHandler {
                    await termination.wait()
                } onCancel: {
                    termination.interrupt()
                }
            }
            // The wait for SIGTERM ends first, unless something failed.
            let end = await group.nextResult()
            group.cancelAll()
            async let _: Void = endProcess(after: Self.cleanUpLimit)
            await cleanUp()
            // Cancelled tasks end with errors, which are expected.
            while await group.nextResult() != nil {}
            try end?.get()
        }
    }

    private func answerEvents(with handler: @Sendable (Event) async throws -> [UInt8]) async throws {
        while let event = try await nextEvent() {
            let answer: [UInt8]
            do {
                answer = try await handler(event)
            } catch {
                log("\(event.requestID): \(error)")
                try await client.fail(event, with: error)
                continue
            }
            try await client.respond(to: event, with: answer)
        }
    }

    /// The next event, or `nil` if there will be none: shutdown has begun, or the other side is gone.
    private func nextEvent() async throws -> Event? {
        do {
            return try await withTaskCancellationHandler {
                try await client.next()
            } onCancel: {
                client.interrupt()
            }
        } catch RuntimeError.closed {
            return nil
        }
    }

    private func register() async throws -> Registration {
        let own = try InternalExtension(address: address)
        return Registration(own: own, identifier: try await own.register())
    }
}

/// A registered extension.
private struct Registration: Sendable {
    let own: InternalExtension
    let identifier: String

    /// Waits until the task is cancelled.
    func hold() async throws {
        try await withTaskCancellationHandler {
            try await own.poll(identifier: identifier)
        } onCancel: {
            own.interrupt()
        }
    }
}

/// Ends the process after a time, unless the task is cancelled first.
private func endProcess(after limit: Duration) async {
    do {
        try await Task.sleep(for: limit)
    } catch {
        return
    }
    log("cleanup took longer than \(limit); open connections stay open")
    exit(1)
}
