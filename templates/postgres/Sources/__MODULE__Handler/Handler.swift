import LambdaRuntime

/// What the handler needs of a database; tests have one of their own.
public protocol Database: Sendable {
    /// Runs one statement, with `$1`, `$2` and so on for the parameters, and gives the rows.
    func query(_ statement: String, _ parameters: [String?]) async throws -> [[String?]]
}

/// What the function does.
public struct Handler: Sendable {
    private let database: any Database

    /// Creates a handler that uses a database for all events.
    public init(database: any Database) {
        self.database = database
    }

    /// Answers an event with what the database says of it and of the connection.
    ///
    /// `backend` is the server's number of the connection: it stays the same for as long as the connection is reused.
    public func answer(_ event: Event) async throws -> [UInt8] {
        let body = String(decoding: event.body, as: UTF8.self)
        let rows = try await database.query(
            "SELECT current_database(), pg_backend_pid(), length($1)", [body])
        guard let row = rows.first, row.count == 3, let name = row[0], let backend = row[1], let length = row[2] else {
            throw UnexpectedAnswer(rows: rows)
        }
        return Array("{\"database\": \(jsonString(name)), \"backend\": \(backend), \"length\": \(length)}".utf8)
    }
}

/// The database answered something else than it was asked for.
public struct UnexpectedAnswer: Error {
    /// What it answered.
    public var rows: [[String?]]
}
