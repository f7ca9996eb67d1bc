import LambdaRuntime

/// What the handler needs of a database; tests have their own.
public protocol Database: Sendable {
    /// Runs one statement with parameters for `$1`, `$2` and so on, and returns the rows.
    func query(_ statement: String, _ parameters: [String?]) async throws -> [[String?]]
}

/// The function's logic.
public struct Handler: Sendable {
    private let database: any Database

    /// Creates a handler that uses one database for all events.
    public init(database: any Database) {
        self.database = database
    }

    /// Answers an event with what the database says about it and about the connection.
    ///
    /// `backend` is the server's number of the connection: it stays the same while the connection is reused.
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

/// The database returned an unexpected result.
public struct UnexpectedAnswer: Error {
    /// The result.
    public var rows: [[String?]]
}
