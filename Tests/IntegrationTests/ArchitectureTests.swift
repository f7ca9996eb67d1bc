import Foundation
import Host
import Model
import Rehearsal
import SystemPackage
import TestSupport
import Testing

/// Functions as people have them, for arm64: packaged, started where nothing else is, and rehearsed.
///
/// Each package is built once for an architecture.
@Suite(
    .serialized, .timeLimit(.minutes(30)), .requires(program: "swift"), .requires(program: "bwrap"),
    .requires(program: "unzip"))
struct ArchitectureTests {
    /// What a function has to do.
    private struct Expected {
        var function: String
        var event: String
        /// A part of the answer.
        var answer: String
        var verdict: RehearsalVerdict
        var variables: [String: String] = [:]
        /// A library that the archive must bring.
        var library: String?
    }

    private let scratch: ScratchDirectory

    init() throws {
        // SwiftPM cannot build where a path has a quotation mark.
        scratch = try ScratchDirectory(isPlain: true)
    }

    private func copy(_ path: String) async throws -> FilePath {
        let source = BuiltTool.root.pushing(FilePath(path))
        return try await scratch.copyTree(source, to: "two words/\(source.lastComponent?.string ?? "")")
    }

    private func run(_ arguments: [String], in package: FilePath) async throws -> ToolResult {
        try await BuiltTool.run(
            arguments, in: package, environment: ["SWIFTLAMBDA_SWIFT_SDKS_PATH": DebianSDK.store.string],
            timeLimit: .seconds(1200))
    }

    /// Packages functions, and returns the archives by the functions' names.
    private func package(
        _ functions: [Expected], of package: FilePath, for target: BuildTarget, bundle: String
    ) async throws -> [String: FilePath] {
        let result = try await run(
            ["package"] + functions.map(\.function) + target.options
                + ["--bundle", bundle, "--compression", "1", "--format", "json"], in: package)
        try #require(result.status == 0, "\(result.error)")
        let diagnostics = try #require(try result.json["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.allSatisfy { $0["severity"] as? String == "note" }, "\(result.error)")
        let packaged = try #require(try result.json["functions"] as? [[String: Any]])
        var archives: [String: FilePath] = [:]
        for function in packaged {
            #expect(function["architecture"] as? String == target.architecture.rawValue)
            archives[try #require(function["function"] as? String)] = FilePath(
                try #require(function["archive"] as? String))
        }
        return archives
    }

    /// Packages functions, finds no C library in the archives, starts them where only the runtime's is, and rehearses them.
    ///
    /// - Returns: the archives.
    @discardableResult
    private func expect(
        _ functions: [Expected], of package: FilePath, for target: BuildTarget
    ) async throws -> [String: FilePath] {
        let archives = try await self.package(functions, of: package, for: target, bundle: "auto")
        for function in functions {
            let archive = try #require(archives[function.function])
            #expect(try await !succeeding("unzip", ["-Z1", archive.string]).contains("lib/libc.so.6"))
            try await expectAnswer(of: function, archive: archive, in: target.rootWithLibC)
            try await expectRehearsal(of: function, archive: archive, for: target)
        }
        return archives
    }

    private func expectAnswer(of function: Expected, archive: FilePath?, in root: LambdaRoot) async throws {
        let archive = try #require(archive)
        if let library = function.library {
            #expect(try await succeeding("unzip", ["-Z1", archive.string]).contains("lib/\(library)\n"))
        }
        var root = root
        root.variables = function.variables
        let answer = try await root.answer(of: archive, to: function.event, in: scratch)
        #expect(answer.contains(function.answer), "\(function.function): \(answer)")
    }

    private func expectRehearsal(of function: Expected, archive: FilePath?, for target: BuildTarget) async throws {
        let archive = try #require(archive)
        let variables = environment(function.variables)
        let invoked = try await run(
            ["invoke", archive.string, "--event", function.event] + variables, in: scratch.path)
        #expect(invoked.status == 0, "\(invoked.error)")
        #expect(invoked.output.contains(function.answer), "\(function.function): \(invoked.output)")

        let rehearsed = try await run(
            ["rehearse", archive.string, "--event", function.event, "--extension", "insights", "--format", "json"]
                + variables, in: scratch.path)
        #expect(try rehearsed.json["verdict"] as? String == function.verdict.rawValue, "\(rehearsed.error)")
        let isEmulated = try target.architecture != BuiltTool.architecture
        #expect(try rehearsed.json["emulated"] as? Bool == isEmulated)
    }

    private func environment(_ variables: [String: String]) -> [String] {
        variables.sorted { $0.key < $1.key }.flatMap { ["--env", "\($0.key)=\($0.value)"] }
    }

    /// Foundation, all of it; `FleetTests` has the machine's own architecture.
    @Test func foundation() async throws {
        let target = try await BuildTarget(.arm64)
        let reports = Expected(
            function: "reports", event: #"{"time": 1709164800}"#,
            answer: #"{"day": "2024-02-29", "calendar": "Foundation"}"#, verdict: .noHandler)
        let package = try await copy("Examples/Fleet")
        try await expect([reports], of: package, for: target)
        // With a C library of its own it needs nothing of the runtime.
        let whole = try await self.package([reports], of: package, for: target, bundle: "libc")
        try await expectAnswer(of: reports, archive: whole["reports"], in: target.emptyRoot)
    }

    /// A resource that `Bundle.module` finds, and a source that a build plugin's tool writes on this machine.
    @Test func resourceAndPlugin() async throws {
        let target = try await BuildTarget(.arm64)
        let package = try await copy("Tests/IntegrationTests/Packages/Atlas")
        let client = BuiltTool.root.pushing("Examples/Greeter/Sources/RuntimeAPI")
        _ = try await scratch.copyTree(client, to: "two words/Atlas/Sources/RuntimeAPI")
        let capitals = Expected(
            function: "capitals", event: #"{"country": "Peru"}"#, answer: #"{"capital":"Lima"}"#, verdict: .noHandler)
        let codes = Expected(function: "codes", event: #""PE""#, answer: #""Peru""#, verdict: .noHandler)
        try await expect([capitals, codes], of: package, for: target)
    }

    /// NIO and Service Lifecycle, as the official runtime has them.
    @Test(arguments: Architecture.allCases)
    func lifecycle(architecture: Architecture) async throws {
        let target = try await BuildTarget(architecture)
        let order = #"{"number": "A7", "placed": "2026-02-28T23:30:00Z", "lines": "#
        let invoices = Expected(
            function: "invoices", event: order + #"[{"article": "apple", "count": 3, "cents": 35}]}"#,
            answer: #"{"due":"2026-03-14T23:30:00Z","order":"A7","totalCents":105}"#, verdict: .graceful)
        let archives = try await expect([invoices], of: try await copy("Examples/Lifecycle"), for: target)
        let archive = try #require(archives["invoices"])

        // Its answer to a wrong event, and to a wrong setting when it starts.
        let failures = [
            (order + "[]}", [:], #"{"errorMessage":"noLines(order: \"A7\")","errorType":"InvalidOrder"}"#),
            ("{}", [:], #""errorType":"DecodingError""#),
            (invoices.event, ["DAYS_TO_PAY": "soon"], #""errorType":"InvalidSetting""#),
        ]
        for (event, variables, report) in failures {
            let result = try await run(
                ["invoke", archive.string, "--event", event] + environment(variables), in: scratch.path)
            #expect(result.status == ExitStatus.unsatisfied.rawValue)
            #expect(result.output.contains(report), "\(result.output)\(result.error)")
        }
    }

    /// A C library from the packages of the SDK's sysroot; `InitTests` has the machine's own architecture.
    @Test(
        .requires("postgresql", "PostgreSQL is not installed", isPresent: PostgreSQLServer.isInstalled),
        .requires("libpq", "libpq's header is not installed") {
            try LiveFileSystem().status(of: "/usr/include/postgresql/libpq-fe.h", followingLinks: true) != nil
        })
    func postgres() async throws {
        let target = try await BuildTarget(.arm64)
        let made = try await BuiltTool.run(["init", "shop-db", "--template", "postgres"], in: scratch.path)
        try #require(made.status == 0, "\(made.error)")
        try await PostgreSQLServer.whileRunning { server in
            let function = Expected(
                function: "shop-db", event: #"{"name": "Ana"}"#, answer: #"{"database": "postgres", "backend": "#,
                verdict: .graceful, variables: server.environment, library: "libpq.so.5")
            try await expect([function], of: scratch.appending("shop-db"), for: target)
        }
    }
}
