import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// What `init` scaffolds, built and run as it is.
@Suite(.serialized, .timeLimit(.minutes(20)), .requires(program: "swift"), .requires(program: "unzip"))
struct InitTests {
    /// A standalone function builds, passes its test, brings no library, and closes its connection on SIGTERM.
    @Test func standalone() async throws {
        // Without a library of its own it starts with the glibc of provided.al2023: the audit says so.
        let function = try await ScaffoldedFunction(
            "orders-api", template: "standalone", packageOptions: ["--bundle", "none"])
        #expect(function.manifest.function == "orders-api")
        #expect(function.manifest.entries.map(\.path) == ["bootstrap"])

        let file = function.scratch.appending("connection.log")
        for registers in [false, true] {
            let api = try RuntimeAPIStandIn(events: [#"{"name": "Ana"}"#, ""], chopsEvents: registers)
            defer { api.stop() }
            let running = try function.start(
                api, environment: ["CONNECTION_FILE": file.string, "REGISTER_EXTENSION": registers ? "1" : "0"])
            try await waitUntil("the function waits; so far: \(running.error)") { api.isIdle }
            if registers { try await waitUntil("the extension waits") { api.isExtensionWaiting } }
            #expect(api.isExtensionWaiting == registers)
            #expect(
                api.answers.map(\.body) == [
                    #"{"count": 1, "event": {"name": "Ana"}}"#, #"{"count": 2, "event": null}"#,
                ])
            // Frozen, as Lambda does between events, and thawed before it is told.
            try running.send(SIGSTOP)
            try running.send(SIGCONT)
            try running.send(SIGTERM)
            #expect(try await running.status == 0)
            #expect(running.error.isEmpty || running.error == "\n", "\(running.error)")
            let lines = try function.scratch.text(of: "connection.log").split(separator: "\n")
            #expect(lines.count == 3 && lines.last == "closed after 2")
        }
        try await walk(function)
        try await failures(of: function)
        try await warnings(of: function)
    }

    /// Runs what is printed as the next command, as it stands and one after the other, up to Terraform's own commands.
    private func walk(_ function: ScaffoldedFunction) async throws {
        var commands = function.nextCommands
        var directory = function.package.removingLastComponent()
        var walked: [String] = []
        while !commands.isEmpty {
            let command = commands.removeFirst()
            walked.append(command)
            if command.hasPrefix("cd ") {
                directory.append(command.dropFirst(3).trimmingCharacters(in: CharacterSet(charactersIn: "'")))
                continue
            }
            let path = "\(BuiltTool.path.removingLastComponent()):\(ownEnvironment["PATH"] ?? "/usr/bin:/bin")"
            let result = try await runTool(
                "sh", ["-c", command], in: directory, environment: ["PATH": path], timeLimit: .seconds(300))
            try #require(result.status == 0, "\(command): \(result.error)")
            guard commands.isEmpty,
                let line = result.output.split(separator: "\n").last(where: { $0.hasPrefix("Next: ") })
            else { continue }
            let next = String(line.dropFirst("Next: ".count))
            if next.hasPrefix("terraform ") {
                walked.append(next)
            } else {
                commands.append(next)
            }
        }
        #expect(
            walked.suffix(4) == [
                "swiftlambda package", "swiftlambda rehearse", "swiftlambda terraform --region eu-west-1",
                "terraform -chdir=terraform init && terraform -chdir=terraform plan",
            ], "\(walked)")
    }

    /// Lambda is told why the function could not start, and a function whose other side is gone cleans up and ends.
    private func failures(of function: ScaffoldedFunction) async throws {
        let api = try RuntimeAPIStandIn(events: [])
        defer { api.stop() }
        let running = try function.start(api, environment: ["CONNECTION_FILE": "/nowhere/file"])
        #expect(try await running.status == 1)
        #expect(api.answers.map(\.path) == ["/2018-06-01/runtime/init/error"])
        #expect(api.answers.first?.body.contains("/nowhere/file") == true)
        #expect(running.error.contains("init failed"))

        let file = function.scratch.appending("connection.log")
        let ending = try RuntimeAPIStandIn(event: "{}")
        defer { ending.stop() }
        let abandoned = try function.start(ending, environment: ["CONNECTION_FILE": file.string])
        #expect(try await abandoned.status == 0)
        #expect(try function.scratch.text(of: "connection.log").hasSuffix("closed after 1\n"))
    }

    /// Both commands tell that nothing sends the SIGTERM that the function waits for.
    private func warnings(of function: ScaffoldedFunction) async throws {
        let file = function.package.appending("swiftlambda.yaml")
        let yaml = String(decoding: try function.scratch.files.read(file, limit: 1 << 16), as: UTF8.self)
        let settings: [(String, [String])] = [
            ("insights: true", []), ("insights: false", ["function.sigterm-never-sent"]),
            ("insights: false\n    environment: { REGISTER_EXTENSION: \"1\" }", []),
        ]
        for (setting, expected) in settings {
            let text = yaml.replacingOccurrences(of: "\n    insights: true", with: "\n    \(setting)")
            try function.scratch.files.write(
                Array(text.utf8), to: file, permissions: [.ownerReadWrite, .groupRead, .otherRead])
            for command in [["package"], ["terraform", "--region", "eu-west-1"]] {
                let result = try await BuiltTool.run(command + ["--format", "json"], in: function.package)
                #expect(result.status == 0, "\(result.error)")
                #expect(try result.diagnosticIdentifiers == expected, "\(command) with \(setting)")
            }
        }
    }

    /// SIGTERM during an event ends the function in time, even if cleanup hangs.
    @Test func deadline() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let made = try await BuiltTool.run(["init", "slow"], in: scratch.path)
        try #require(made.status == 0, "\(made.error)")
        try scratch.write(
            """
            import LambdaRuntime

            @main
            enum Main {
                static func main() async throws {
                    try await Runtime().run { event in
                        log("begun")
                        try await Task.sleep(for: .seconds(60))
                        return event.body
                    } cleanUp: {
                        log("cleaning up")
                        // Work that does not care for being cancelled.
                        if environment("HANGS") == "1" { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
                    }
                }
            }
            """, to: "slow/Sources/Slow/Main.swift")
        let package = scratch.appending("slow")
        try await succeeding("swift", ["build", "--product", "Slow"], in: package)
        let program = package.pushing(".build/debug/Slow")
        for hangs in [false, true] {
            let api = try RuntimeAPIStandIn(events: ["{}"])
            defer { api.stop() }
            let running = try RunningTool(
                program: program, in: package,
                environment: ["AWS_LAMBDA_RUNTIME_API": api.address, "HANGS": hangs ? "1" : "0"])
            try await running.wait(for: "begun")
            try running.send(SIGTERM)
            #expect(try await running.status == (hangs ? 1 : 0), "\(running.error)")
            #expect(running.error.contains("cleaning up"))
            #expect(running.error.contains("cleanup took longer") == hangs)
            // The event that was interrupted was answered with an error.
            #expect(api.answers.map { $0.path.hasSuffix("/error") } == [true])
        }
    }

    /// A standalone function builds for arm64 without Foundation and Dispatch.
    @Test(
        .requires(program: "bwrap"),
        .requires(program: "dpkg-deb"), .requires(program: "qemu-aarch64-static"))
    func foreignArchitecture() async throws {
        let sdk = try await DebianSDK.made()
        let scratch = try ScratchDirectory(isPlain: true)
        try #require(try await BuiltTool.run(["init", "far", "--arch", "arm64"], in: scratch.path).status == 0)
        let result = try await BuiltTool.run(
            ["package", "--swift-sdk", sdk.id, "--bundle", "libc", "--format", "json"], in: scratch.appending("far"),
            environment: ["SWIFTLAMBDA_SWIFT_SDKS_PATH": DebianSDK.store.string], timeLimit: .seconds(900))
        #expect(result.status == 0, "\(result.error)")
        let functions = try #require(try result.json["functions"] as? [[String: Any]])
        #expect(functions.first?["architecture"] as? String == "arm64")
        let archive = FilePath(functions.first?["archive"] as? String ?? "")
        let root = LambdaRoot(emulator: try liveProcesses().locate("qemu-aarch64-static"))
        #expect(try await root.answer(of: archive, to: "{}", in: scratch) == "{\"count\": 1, \"event\": {}}")
    }

    /// SwiftPM reads the manifest of every template.
    @Test(arguments: ["standalone", "aws-runtime", "postgres"])
    func manifest(template: String) async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        try #require(try await BuiltTool.run(["init", "orders", "--template", template], in: scratch.path).status == 0)
        try await succeeding("swift", ["package", "dump-package"], in: scratch.appending("orders"))
    }

    /// A function with a PostgreSQL connection brings libpq, answers from the database, and closes by protocol.
    @Test(
        .requires("postgresql", "PostgreSQL is not installed", isPresent: PostgreSQLServer.isInstalled),
        .requires("libpq", "libpq's header is not installed") {
            try LiveFileSystem().status(of: "/usr/include/postgresql/libpq-fe.h", followingLinks: true) != nil
        })
    func postgres() async throws {
        let function = try await ScaffoldedFunction("shop-db", template: "postgres")
        #expect(function.manifest.entries.contains { $0.path == "lib/libpq.so.5" })

        try await PostgreSQLServer.whileRunning { server in
            let graceful = try await end(function, on: server, signal: SIGTERM)
            #expect(graceful.status == 0)
            #expect(!graceful.log.contains("unexpected EOF on client connection"))
            #expect(graceful.log.contains("disconnection: session time"))

            let killed = try await end(function, on: server, signal: SIGKILL)
            #expect(killed.status == 128 + SIGKILL)
            #expect(killed.log.contains("unexpected EOF on client connection"), "\(killed.log)")

            let asked = try await rehearse(function, on: server, with: ["--extension", "insights"])
            #expect(asked.verdict == "graceful")
            #expect(!asked.log.contains("unexpected EOF on client connection"), "\(asked.log)")
            #expect(asked.log.contains("disconnection: session time"))

            let neverAsked = try await rehearse(function, on: server, with: ["--extension", "none"])
            #expect(neverAsked.verdict == "never-asked")
            #expect(neverAsked.log.contains("unexpected EOF on client connection"), "\(neverAsked.log)")

            // The connection that was dropped while frozen is made anew, and closed like the first.
            let dropped = try await rehearse(
                function, on: server,
                with: ["--extension", "insights", "--freeze", "200ms", "--drop-idle", "PGHOST:PGPORT"])
            #expect(dropped.verdict == "graceful")
            #expect(dropped.functionLog.contains("connecting again"), "\(dropped.functionLog)")
        }
    }

    /// Rehearses the packaged function against the server, and waits until the server knows of its end.
    private func rehearse(
        _ function: ScaffoldedFunction, on server: PostgreSQLServer, with arguments: [String]
    ) async throws -> (verdict: String?, functionLog: String, log: String) {
        let logged = try server.log.count
        let variables = server.environment.sorted { $0.key < $1.key }.flatMap { ["--env", "\($0.key)=\($0.value)"] }
        let result = try await BuiltTool.run(
            ["rehearse", "--format", "json"] + arguments + variables, in: function.package)
        for _ in 0..<500 {
            if try await server.connectionCount(of: "shop-db") == 0 { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await server.connectionCount(of: "shop-db") == 0)
        return (try result.json["verdict"] as? String, result.output, String(try server.log.dropFirst(logged)))
    }

    /// Runs the function through two events, with the connection closed by the server before the second, and ends it.
    private func end(
        _ function: ScaffoldedFunction, on server: PostgreSQLServer, signal: Int32
    ) async throws -> (status: Int32, log: String) {
        let logged = try server.log.count
        let api = try RuntimeAPIStandIn(events: [#"{"name": "Ana"}"#, "{}"])
        defer { api.stop() }
        let running = try function.start(api, environment: server.environment)
        let answers = try #require(try await api.waitForAnswers(2, within: .seconds(60)), "\(running.error)")
        #expect(answers[0].body.hasPrefix(#"{"database": "postgres", "backend": "#), "\(answers[0].body)")
        #expect(answers[0].body.hasSuffix(#", "length": 15}"#))
        let backend = try backend(of: answers[0])
        #expect(try backend == self.backend(of: answers[1]))
        #expect(try await server.connectionCount(of: "shop-db") == 1)

        // As a server does with a connection that was idle for long while the function was frozen.
        try await server.query("SELECT pg_terminate_backend(\(backend))")
        let isThere = "SELECT count(*) FROM pg_stat_activity WHERE pid = \(backend)"
        while try await server.query(isThere) != "0" { try await Task.sleep(for: .milliseconds(20)) }
        api.add(event: "{}")
        let later = try #require(try await api.waitForAnswers(3, within: .seconds(60)), "\(running.error)")
        #expect(later[2].path.hasSuffix("/response"), "\(later[2].body)")
        #expect(try backend != self.backend(of: later[2]))
        // What it wrote before its answer may be read after it.
        try await waitUntil("the function says that it connects again") { running.error.contains("connecting again") }
        try await waitUntil("the function waits") { api.isIdle }

        try running.send(signal)
        let status = try await running.status
        for _ in 0..<500 {
            if try await server.connectionCount(of: "shop-db") == 0 { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await server.connectionCount(of: "shop-db") == 0)
        return (status, String(try server.log.dropFirst(logged)))
    }

    private func backend(of answer: RuntimeAPIStandIn.Answer) throws -> Int {
        let object = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        return try #require(object?["backend"] as? Int, "\(answer.body)")
    }
}
