import Host
import SystemPackage
import TestSupport
import Testing

@testable import Commands

@Suite struct SwiftTemporariesTests {
    /// Calls of swift share a temporary directory that is removed at the end; other programs use the user's.
    @Test func life() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let processes = ScriptedProcessRunner()
        for program in ["/opt/bin/swift", "git"] { processes.answer(program) }
        let host = Host.testing(
            environment: ["TMPDIR": scratch.path.string], files: scratch.files, processes: processes)
        let temporaries = SwiftTemporaries(host)
        let runner = temporaries.host(host).processes
        #expect(try scratch.files.names(in: scratch.path).isEmpty)
        _ = try await runner.collect(Command("/opt/bin/swift", ["package", "describe"]), limit: 1)
        _ = try await runner.stream(Command("/opt/bin/swift", ["-print-target-info"])) { _ in }
        _ = try await runner.collect(Command("/opt/bin/swift", ["build"], environment: ["TMPDIR": "/own"]), limit: 1)
        _ = try await runner.collect(Command("git", ["status"]), limit: 1)
        let name = try #require(try scratch.files.names(in: scratch.path).first)
        let own = scratch.appending(name).string
        #expect(processes.commands.map { $0.environment["TMPDIR"] } == [own, own, "/own", nil])
        temporaries.remove()
        #expect(try scratch.files.names(in: scratch.path).isEmpty)
    }

    @Test func withoutADirectoryForTemporaryFilesNoneIsMade() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let processes = ScriptedProcessRunner()
        processes.answer("swift")
        let host = Host.testing(
            environment: ["TMPDIR": scratch.appending("none").string], files: scratch.files, processes: processes)
        let runner = SwiftTemporaries(host).host(host).processes
        _ = try await runner.collect(Command("swift", ["--version"]), limit: 1)
        #expect(processes.commands.first?.environment.isEmpty == true)
        #expect(try scratch.files.names(in: scratch.path).isEmpty)
    }
}
