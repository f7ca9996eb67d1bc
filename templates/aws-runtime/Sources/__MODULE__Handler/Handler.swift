/// What the function is asked.
public struct Request: Decodable, Sendable {
    /// Whom to greet; an event may well say nothing.
    public var name: String?

    /// Creates a request, for tests.
    public init(name: String? = nil) {
        self.name = name
    }
}

/// What the function answers.
public struct Response: Encodable, Sendable, Hashable {
    /// The greeting.
    public var greeting: String
    /// How many events there were on this connection.
    public var count: Int
}

/// What the function does.
public struct Handler: Sendable {
    private let connection: Connection

    /// Creates a handler that uses a connection for all events.
    public init(connection: Connection) {
        self.connection = connection
    }

    /// Answers an event.
    public func answer(_ request: Request) async throws -> Response {
        let name = request.name ?? "world"
        return Response(greeting: "Hello \(name)", count: try await connection.send(name))
    }
}
