import LambdaRuntime

/// The function's logic.
public struct Handler: Sendable {
    private let connection: Connection

    /// Creates a handler that uses one connection for all events.
    public init(connection: Connection) {
        self.connection = connection
    }

    /// Answers an event with the event itself and the number of events on this connection.
    public func answer(_ event: Event) async throws -> [UInt8] {
        let count = try await connection.append("\(event.requestID) \(event.body.count) bytes")
        let text = String(decoding: event.body, as: UTF8.self)
        return Array("{\"count\": \(count), \"event\": \(text.isEmpty ? "null" : text)}".utf8)
    }
}
