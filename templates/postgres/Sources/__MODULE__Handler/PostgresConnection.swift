import CLibPQ
import LambdaRuntime

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// PostgreSQL reported an error, in its own words.
public struct PostgresError: Error, CustomStringConvertible {
    /// The message.
    public var description: String
}

/// A connection to PostgreSQL that is kept between invocations.
///
/// libpq's own environment variables say where to connect: `PGHOST`, `PGPORT`, `PGDATABASE`, `PGUSER`, `PGPASSWORD`,
/// `PGSSLMODE`, `PGCONNECT_TIMEOUT` and others.
public actor PostgresConnection: Database {
    private let thread: BlockingThread
    private var connection: OpaquePointer?

    /// libpq's calls block, so they run on a separate thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Connects.
    ///
    /// - Parameter applicationName: the name in `pg_stat_activity`, unless `PGAPPNAME` overrides it.
    public init(applicationName: String) throws {
        thread = try BlockingThread()
        let connection = PQconnectdb("fallback_application_name=\(applicationName)")
        guard PQstatus(connection) == CONNECTION_OK else {
            let error = PostgresError(description: trimmed(PQerrorMessage(connection)))
            PQfinish(connection)
            throw error
        }
        self.connection = connection
    }

    /// Runs one statement, on a new connection if the server closed the old one.
    public func query(_ statement: String, _ parameters: [String?]) throws -> [[String?]] {
        guard let connection else { throw PostgresError(description: "the connection was closed") }
        try reconnectIfClosed(connection)
        let result = execute(statement, parameters, on: connection)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return rows(of: result)
        default: throw PostgresError(description: trimmed(PQerrorMessage(connection)))
        }
    }

    /// Closes the connection with a message to the server, which otherwise would not notice at once.
    public func close() {
        PQfinish(connection)
        connection = nil
    }

    /// Reconnects if the server closed the connection while the environment was frozen.
    ///
    /// The check comes before anything is sent: a statement that was sent may have been executed, and is not repeated.
    private func reconnectIfClosed(_ connection: OpaquePointer) throws {
        var patienceMs: Int32 = 0
        while PQstatus(connection) == CONNECTION_OK {
            var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            // On an idle connection there is nothing to read except the server's farewell, or the end.
            guard poll(&descriptor, 1, patienceMs) > 0 else { return }
            guard PQconsumeInput(connection) == 1 else { break }
            // The end follows a farewell, perhaps a moment later.
            patienceMs = 100
        }
        log("the server closed the connection; connecting again")
        PQreset(connection)
        guard PQstatus(connection) == CONNECTION_OK else {
            throw PostgresError(description: trimmed(PQerrorMessage(connection)))
        }
    }

    private func execute(
        _ statement: String, _ parameters: [String?], on connection: OpaquePointer
    ) -> OpaquePointer? {
        let copies = parameters.map { $0.map { strdup($0) } ?? nil }
        defer { copies.forEach { free($0) } }
        let values = copies.map { UnsafePointer($0) }
        return PQexecParams(connection, statement, Int32(values.count), nil, values, nil, nil, 0)
    }

    private func rows(of result: OpaquePointer?) -> [[String?]] {
        (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }
}

/// A message of libpq, which ends with a line feed.
private func trimmed(_ message: UnsafeMutablePointer<CChar>?) -> String {
    var text = message.map { String(cString: $0) } ?? "libpq is out of memory"
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
}
