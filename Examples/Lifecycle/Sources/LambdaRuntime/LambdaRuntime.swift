public import Logging
public import ServiceLifecycle

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Answers Lambda's events as a service: a graceful shutdown ends the wait for the next event.
///
/// An invocation in progress is answered first.
public struct LambdaRuntime<Event: Decodable & Sendable, Output: Encodable & Sendable>: Service {
    /// Answers one event.
    public typealias Handler = @Sendable (Event, InvocationContext) async throws -> Output

    private let logger: Logger
    private let address: String
    private let start: @Sendable () async throws -> Handler

    /// Creates a runtime.
    ///
    /// - Parameter start: creates the handler, once for all events; an error is reported to Lambda.
    public init(logger: Logger, start: @escaping @Sendable () async throws -> Handler) {
        self.logger = logger
        address = ProcessInfo.processInfo.environment["AWS_LAMBDA_RUNTIME_API"] ?? ""
        self.start = start
    }

    /// Answers events until the shutdown.
    public func run() async throws {
        try await RuntimeAPI.withAPI(at: address) { api in
            let handler: Handler
            do {
                handler = try await start()
            } catch {
                try await api.failToStart(error)
                throw error
            }
            while let invocation = try await next(from: &api) {
                try await answer(invocation, with: handler, to: &api)
            }
        }
    }

    /// The next event, or `nil` at the shutdown.
    private func next(from api: inout RuntimeAPI) async throws -> Invocation? {
        let close = api.close
        do {
            return try await withGracefulShutdownHandler {
                try await api.next()
            } onGracefulShutdown: {
                close()
            }
        } catch  where Task.isShuttingDownGracefully {
            return nil
        }
    }

    private func answer(
        _ invocation: Invocation, with handler: Handler, to api: inout RuntimeAPI
    ) async throws {
        let requestID = invocation.context.requestID
        let output: [UInt8]
        do {
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .iso8601
            let encoder = JSONEncoder()
            encoder.dateEncodingStrategy = .iso8601
            encoder.outputFormatting = .sortedKeys
            let event = try decoder.decode(Event.self, from: Data(invocation.event))
            output = Array(try encoder.encode(try await handler(event, invocation.context)))
        } catch {
            logger.error("failed: \(error)", metadata: ["requestID": "\(requestID)"])
            return try await api.fail(requestID, error)
        }
        try await api.respond(to: requestID, with: output)
    }
}
