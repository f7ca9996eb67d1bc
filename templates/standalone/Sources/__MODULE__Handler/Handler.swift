import LambdaRuntime

/// What the function does.
public struct Handler: Sendable {
    private let connection: Connection

    /// Creates a handler that uses a connection for all events.
    public init(connection: Connection) {
        self.connection = connection
    }

    /// Answers an event with the event itself, and with how many there were on this connection.
    public func answer(_ event: Event) async throws -> [UInt8] {
        let count = try await connection.append("\(event.requestID) \(event.body.count) bytes")
        let text = String(decoding: event.body, as: UTF8.self)
        return Array("{\"count\": \(count), \"event\": \(text.isEmpty ? "null" : text)}".utf8)
    }
}
