import Host
import Model
import SystemPackage
import TestSupport
import Testing

@Suite struct TestSupportTests {
    /// A difference shows changed lines with two lines of context.
    @Test func difference() {
        let old = (1...20).map(String.init).joined(separator: "\n")
        let new = old.replacing("10", with: "ten").replacing("18\n", with: "")
        #expect(
            lineDifference(from: old, to: new)
                == ["…", "  8", "  9", "- 10", "+ ten", "  11", "  12", "…", "  16", "  17", "- 18", "  19", "  20"]
                .joined(separator: "\n"))
        #expect(lineDifference(from: old, to: old).isEmpty)
    }

    /// Golden files are compared as they are.
    @Test func golden() throws {
        let scratch = try ScratchDirectory()
        let golden = try scratch.write("a\n", to: "golden.txt")
        try expectGolden("a\n", golden)
        withKnownIssue { try expectGolden("a", golden) }
    }

    /// The last matching answer counts, and an unknown command fails the test.
    @Test func script() async throws {
        let runner = ScriptedProcessRunner()
        runner.answer("swift", output: "any\n")
        runner.answer("swift", ["build"], output: "built\n", status: 1)
        let build = try await runner.collect(Command("/usr/bin/swift", ["build", "-c", "release"]), limit: 10)
        #expect(build == ProcessResult(end: .exited(1), output: Array("built\n".utf8)))
        #expect(try await runner.collect(Command("swift", ["--version"]), limit: 10).end.isSuccess)
        #expect(runner.locate("swift") == "/usr/bin/swift")
        #expect(runner.locate("docker") == nil)
        await withKnownIssue { _ = try await runner.collect(Command("docker", ["ps"]), limit: 10) }
        #expect(runner.commands.map(\.executable) == ["/usr/bin/swift", "swift", "docker"])
    }

    /// A test host cannot access the machine.
    @Test func unusable() {
        withKnownIssue { _ = try Host.testing().files.read("/etc/hostname", limit: 100) }
    }

    /// A program that takes too long is terminated.
    @Test func timeLimit() async {
        await #expect(throws: ToolTimeout.self) { try await runTool("sleep", ["30"], timeLimit: .milliseconds(100)) }
    }
}
