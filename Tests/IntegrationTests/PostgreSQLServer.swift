import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// PostgreSQL could not do what a test asked for.
struct PostgreSQLFailure: Error {
    var output: String
}

/// A PostgreSQL server of a test's own: on loopback, on a free port, with a data directory that goes with it.
struct PostgreSQLServer: Sendable {
    /// The port it listens on.
    let port: UInt16
    private let data: FilePath
    private let files: LiveFileSystem

    /// Runs a server for as long as a closure does.
    static func whileRunning<Value>(_ body: (PostgreSQLServer) async throws -> Value) async throws -> Value {
        // The directory has to be open to the account that the server runs as.
        let scratch = try ScratchDirectory(isPlain: true)
        let data = scratch.appending("data")
        try scratch.files.makeDirectory(data)
        if geteuid() == 0 { try await succeeding("chown", [account, data.string]) }
        try await succeeding(
            "initdb",
            ["--pgdata", data.string, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--no-sync"])

        let server = PostgreSQLServer(port: try freePort(), data: data, files: scratch.files)
        try await server.start()
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        try await server.stop()
        return try result.get()
    }

    /// Whether Debian's packages are installed.
    static func isInstalled() throws -> Bool { try programs() != nil }

    /// The variables with which libpq finds the server.
    var environment: [String: String] {
        ["PGHOST": "127.0.0.1", "PGPORT": "\(port)", "PGUSER": "postgres", "PGDATABASE": "postgres"]
    }

    /// What a statement answers: rows as lines, columns with `|` between.
    @discardableResult
    func query(_ statement: String) async throws -> String {
        let output = try await succeeding(
            "psql", ["--no-psqlrc", "--tuples-only", "--no-align", "--command", statement],
            environment: environment.mapValues { $0 })
        return output.trimmingCharacters(in: .newlines)
    }

    /// How many connections have an application's name.
    func connectionCount(of application: String) async throws -> Int {
        let answer = try await query(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = '\(application)'")
        return try #require(Int(answer))
    }

    /// What the server has logged so far.
    var log: String {
        get throws { String(decoding: try files.read(data.appending("server.log"), limit: 1 << 24), as: UTF8.self) }
    }

    private func start() async throws {
        // That a client is gone without a word is logged at the debug level where it is in no transaction.
        let options =
            "-c listen_addresses=127.0.0.1 -c port=\(port) -c unix_socket_directories='' -c fsync=off "
            + "-c log_connections=on -c log_disconnections=on -c log_min_messages=debug1 -c lc_messages=C"
        try await succeeding(
            "pg_ctl",
            ["start", "--wait", "-D", data.string, "-l", data.appending("server.log").string, "-o", options])
    }

    private func stop() async throws {
        try await succeeding("pg_ctl", ["stop", "--wait", "-m", "immediate", "-D", data.string])
    }

    /// The account that the server runs as where the test is root, which PostgreSQL refuses to be.
    private static let account = "postgres"

    /// Runs one of the server's programs.
    private func succeeding(_ program: String, _ arguments: [String]) async throws {
        try await Self.succeeding(program, arguments)
    }

    private func succeeding(
        _ program: String, _ arguments: [String], environment: [String: String?]
    ) async throws -> String {
        try await Self.succeeding(program, arguments, environment: environment)
    }

    @discardableResult
    private static func succeeding(
        _ program: String, _ arguments: [String], environment: [String: String?] = [:]
    ) async throws -> String {
        let path = try programs()?.appending(program)
        let isServers = path != nil && ["initdb", "pg_ctl"].contains(program)
        let command = [isServers ? path?.string ?? program : program] + arguments
        // Where the directory of the test may not be entered, PostgreSQL's programs complain.
        let asAccount =
            isServers && geteuid() == 0
            ? ["setpriv", "--reuid", account, "--regid", account, "--init-groups", "--"] + command : command
        let result = try await runTool(
            asAccount[0], Array(asAccount.dropFirst()), in: "/", environment: environment, timeLimit: .seconds(120))
        guard result.status == 0 else { throw PostgreSQLFailure(output: result.output + result.error) }
        return result.output
    }

    /// The directory of the newest version's programs; Debian keeps those of the server out of `PATH`.
    private static func programs() throws -> FilePath? {
        let versions: FilePath = "/usr/lib/postgresql"
        let files = LiveFileSystem()
        guard try files.status(of: versions, followingLinks: true) != nil else { return nil }
        let newest = try files.names(in: versions).compactMap { Int($0) }.max()
        return newest.map { versions.appending("\($0)").appending("bin") }
    }

    /// A port that nobody listens on right now.
    private static func freePort() throws -> UInt16 {
        let (descriptor, port) = try listenOnLoopback()
        close(descriptor)
        return port
    }
}
