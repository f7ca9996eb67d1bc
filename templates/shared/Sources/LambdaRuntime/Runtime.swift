#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The function's life: start, events, SIGTERM, cleanup.
public struct Runtime: Sendable {
    /// How long cleanup may take.
    ///
    /// With an external extension such as Lambda Insights, Lambda sends SIGKILL 300 ms after SIGTERM.
    public static let cleanUpLimit = Duration.milliseconds(250)

    private let address: String
    private let client: RuntimeClient

    /// Connects to the Runtime API of the environment that Lambda, or `swiftlambda run`, has made.
    public init() throws {
        address = environment("AWS_LAMBDA_RUNTIME_API") ?? ""
        client = try RuntimeClient(address: address)
    }

    /// Does what is done once, before the first event; where it fails, Lambda is told why, and the process ends.
    public func initialize<Value: Sendable>(_ make: @Sendable () async throws -> Value) async -> Value {
        do {
            return try await make()
        } catch {
            log("init failed: \(error)")
            do {
                try await client.failInit(with: error)
            } catch {
                log("Lambda could not be told: \(error)")
            }
            exit(1)
        }
    }

    /// Answers events, one after the other, until Lambda sends SIGTERM; then cleans up.
    ///
    /// SIGTERM only comes where an extension is registered: that of the Lambda Insights layer, another layer's, or the
    /// function's own, which is registered where the environment variable `REGISTER_EXTENSION` is 1.
    ///
    /// - Parameters:
    ///   - handler: makes the answer to an event.
    ///   - cleanUp: closes what `initialize` opened; the process ends after `cleanUpLimit`, done or not.
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
            // The first to end is the wait for SIGTERM, unless something broke.
            let end = await group.nextResult()
            group.cancelAll()
            async let _: Void = endProcess(after: Self.cleanUpLimit)
            await cleanUp()
            // That what was cancelled ends with an error is no news.
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

    /// The next event, or `nil` where there will be none: shutdown has begun, or the other side is gone.
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

/// An extension that is registered.
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

/// Ends the process after a time, unless the task is cancelled before.
private func endProcess(after limit: Duration) async {
    do {
        try await Task.sleep(for: limit)
    } catch {
        return
    }
    log("cleanup took longer than \(limit); what is open now stays open")
    exit(1)
}
