import Host
import SystemPackage
import TestSupport
import Testing

@testable import Building

/// What compilers answered, kept for the next run.
@Suite struct ToolchainRecordsTests {
    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()

    init() throws {
        scratch = try ScratchDirectory()
        try scratch.write("driver", to: "usr/bin/swift-driver")
        try scratch.write("frontend", to: "usr/bin/swift-frontend")
        try scratch.files.link(scratch.appending("usr/bin/swift"), to: "swift-driver")
        answer("6.3.1")
    }

    private func answer(_ version: String) {
        let root = scratch.appending("usr/lib/swift").string.replacing("\"", with: "\\\"")
        processes.answer(
            "swift", ["-print-target-info"],
            output: """
                {"compilerVersion": "Swift version \(version)", "target": {"triple": "x86_64-unknown-linux-gnu"},
                 "paths": {"runtimeResourcePath": "\(root)"}}
                """)
    }

    /// The version of a compiler, and how often one was asked so far.
    private func describe(
        _ swift: String = "usr/bin/swift", environment: [String: String] = [:]
    ) async throws -> (version: String, asked: Int) {
        let cache = ["XDG_CACHE_HOME": scratch.appending("cache").string].merging(environment) { $1 }
        let host = Host.testing(environment: cache, files: scratch.files, processes: processes)
        let toolchain = try await Toolchain.describe(swift: scratch.appending(swift), on: host)
        #expect(toolchain.programsDirectory == scratch.appending("usr/bin"))
        return (toolchain.compilerVersion, processes.commands.count)
    }

    @Test func theSameCompilerIsAskedOnce() async throws {
        #expect(try await describe() == ("Swift version 6.3.1", 1))
        answer("6.4")
        #expect(try await describe() == ("Swift version 6.3.1", 1))
    }

    @Test(arguments: ["usr/bin/swift-driver", "usr/bin/swift-frontend"])
    func anotherProgramIsAskedAgain(_ program: String) async throws {
        _ = try await describe()
        answer("6.4")
        try scratch.write("a newer one", to: program)
        #expect(try await describe() == ("Swift version 6.4", 2))
    }

    /// A version manager's `swift` answers for the toolchain that is chosen at the moment.
    @Test func aProxyIsAskedEachTime() async throws {
        try scratch.write("proxy", to: "bin/swift")
        #expect(try await describe("bin/swift").asked == 1)
        #expect(try await describe("bin/swift").asked == 2)
    }

    @Test(arguments: ["SWIFT_EXEC", "SWIFT_DRIVER_SWIFT_FRONTEND_EXEC", "TOOLCHAINS"])
    func aVariableThatChoosesTheCompilerIsRespected(_ name: String) async throws {
        _ = try await describe()
        #expect(try await describe(environment: [name: "/elsewhere"]).asked == 2)
    }

    @Test func aDamagedRecordIsReplaced() async throws {
        _ = try await describe()
        let records = scratch.appending("cache/swiftlambda/toolchains")
        for name in try scratch.files.names(in: records) {
            try scratch.files.write(Array("{".utf8), to: records.appending(name), permissions: .readableByAll)
        }
        #expect(try await describe().asked == 2)
        #expect(try await describe().asked == 2)
    }

    @Test func withoutAHomeTheCompilerIsAskedEachTime() async throws {
        let host = Host.testing(files: scratch.files, processes: processes)
        for asked in 1...2 {
            _ = try await Toolchain.describe(swift: scratch.appending("usr/bin/swift"), on: host)
            #expect(processes.commands.count == asked)
        }
    }
}
