import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// The examples, built for both architectures by one call each.
@Suite(
    .serialized, .requires(program: "dpkg-deb"), .requires(program: "bwrap"), .requires(program: "unzip"),
    .requires(program: "qemu-aarch64-static"))
struct ExampleTests {
    private static let both = ["package", "--arch", "arm64", "--arch", "x86_64", "--format", "json"]

    private func copy(_ example: String, in scratch: ScratchDirectory) async throws -> FilePath {
        try await scratch.copyTree(BuiltTool.root.appending("Examples").appending(example), to: "two words/\(example)")
    }

    private func run(_ arguments: [String], in package: FilePath) async throws -> ToolResult {
        try await BuiltTool.run(
            arguments, in: package, environment: ["SWIFTLAMBDA_SWIFT_SDKS_PATH": DebianSDK.store.string],
            timeLimit: .seconds(1200))
    }

    /// An event for each function of the fleet, and the answer.
    private static let exchanges = [
        "orders": (#"{"article": "apple", "count": 3, "cents": 35}"#, #"{"article": "apple", "total": "1.05"}"#),
        "prices": (#"{"article": "coffee"}"#, #"{"article": "coffee", "price": "12.90"}"#),
        "reports": (#"{"time": 1709164800}"#, #"{"day": "2024-02-29", "calendar": "Foundation"}"#),
    ]

    private func functions(of result: ToolResult) throws -> [[String: Any]] {
        try #require(try result.json["functions"] as? [[String: Any]])
    }

    /// Whether a second build in another directory gave the same bytes, for each function.
    private func areIdentical(_ functions: [[String: Any]]) -> [Bool?] {
        functions.map { ($0["verification"] as? [String: Any])?["identical"] as? Bool }
    }

    /// One call builds three functions for two architectures; they answer, and are the same wherever they are built.
    @Test func fleet() async throws {
        _ = try await CompleteSDK.made()
        // SwiftPM cannot build where a path has a quotation mark.
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await copy("Fleet", in: scratch)
        // With libc in the archive the root needs nothing else.
        let arguments = Self.both + ["--bundle", "libc", "--compression", "1"]
        let result = try await run(arguments + ["--verify"], in: package)
        try #require(result.status == 0, "\(result.error)")
        #expect(try result.diagnosticIdentifiers.contains("verify.identical"))
        #expect(try !result.diagnosticIdentifiers.contains("build.absolute-path"))
        let functions = try functions(of: result)
        #expect(areIdentical(functions) == Array(repeating: true, count: 6))
        for function in functions { try await expectAnswer(of: function, in: scratch) }

        let again = try await self.functions(of: run(arguments, in: package))
        #expect(again.map { $0["outcome"] as? String } == Array(repeating: "unchanged", count: 6))
    }

    private func expectAnswer(of function: [String: Any], in scratch: ScratchDirectory) async throws {
        let name = try #require(function["function"] as? String)
        let architecture = try #require(function["architecture"] as? String)
        let archive = FilePath(try #require(function["archive"] as? String))
        let (event, answer) = try #require(Self.exchanges[name])
        let isEmulated = try architecture != BuiltTool.architecture.rawValue
        let root = LambdaRoot(emulator: isEmulated ? try liveProcesses().locate("qemu-aarch64-static") : nil)
        #expect(try await root.answer(of: archive, to: event, in: scratch) == answer, "\(name) for \(architecture)")
    }

    /// The archive is the same wherever it is built.
    @Test func greeter() async throws {
        _ = try await DebianSDK.made()
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await copy("Greeter", in: scratch)
        let result = try await run(Self.both + ["--verify", "--compression", "1"], in: package)
        #expect(result.status == 0, "\(result.error)")
        #expect(areIdentical(try functions(of: result)) == [true, true])
    }

    /// A failed build stops the other one, and only its messages are shown.
    @Test func failing() async throws {
        _ = try await DebianSDK.made()
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await copy("Fleet", in: scratch)
        // Cross-building takes half a minute before it comes to this file, so that the other one fails first.
        try scratch.write(
            "#if arch(x86_64)\nlet broken: Int = \"text\"\n#endif\n", to: "two words/Fleet/Sources/Shop/Broken.swift")
        let result = try await run(Self.both, in: package)
        #expect(result.status == ExitStatus.unsatisfied.rawValue)
        #expect(try result.diagnosticIdentifiers == ["build.failed"])
        #expect(result.error.contains("swift build for x86_64:\n"))
        #expect(result.error.contains("cannot convert value of type 'String'"))
        #expect(!result.error.contains("swift build for arm64:"))
    }
}
