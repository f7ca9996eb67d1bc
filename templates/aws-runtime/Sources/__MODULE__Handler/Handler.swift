/// The function's input.
public struct Request: Decodable, Sendable {
    /// Whom to greet; the event can omit it.
    public var name: String?

    /// Creates a request, for tests.
    public init(name: String? = nil) {
        self.name = name
    }
}

/// The function's output.
public struct Response: Encodable, Sendable, Hashable {
    /// The greeting.
    public var greeting: String
    /// The number of events on this connection.
    public var count: Int
}

/// The function's logic.
public struct Handler: Sendable {
    private let connection: Connection

    /// Creates a handler that uses one connection for all events.
    public init(connection: Connection) {
        self.connection = connection
    }

    /// Answers an event.
    public func answer(_ request: Request) async throws -> Response {
        let name = request.name ?? "world"
        return Response(greeting: "Hello \(name)", count: try await connection.send(name))
    }
}
