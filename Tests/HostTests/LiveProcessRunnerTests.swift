import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct LiveProcessRunnerTests {
    private let scratch: ScratchDirectory
    private let runner: LiveProcessRunner

    init() throws {
        scratch = try ScratchDirectory()
        runner = LiveProcessRunner(
            environment: ["PATH": "relative::/usr/bin:/bin:\(scratch.path)"], workingDirectory: scratch.path)
    }

    /// A shell is a program like any other here: its script is one argument.
    private func shell(_ script: String) -> Command { Command("sh", ["-c", script]) }

    private func lines(_ command: Command) async throws -> (lines: [String], end: ProcessEnd) {
        let lines = Mutex<[String]>([])
        let end = try await runner.stream(command) { line in lines.withLock { $0.append(line) } }
        return (lines.withLock { $0 }, end)
    }

    /// Output, error and status are returned separately.
    @Test func collecting() async throws {
        let result = try await runner.collect(shell("echo out; echo err >&2; exit 3"), limit: 100)
        #expect(result == ProcessResult(end: .exited(3), output: Array("out\n".utf8), error: Array("err\n".utf8)))
        #expect(try await runner.collect(shell("kill -9 $$"), limit: 100).end == .signalled(9))
        #expect(try await runner.collect(Command("true", []), limit: 0).end.isSuccess)
    }

    /// Arguments, directory and environment are passed unchanged.
    @Test func passing() async throws {
        let odd = ["$HOME; `id`", "", "-x", "ä\n\"'", "*"]
        #expect(
            try await runner.collect(Command("printf", ["%s|"] + odd), limit: 1_000).output
                == Array(odd.map { $0 + "|" }.joined().utf8))
        #expect(try await lines(Command("pwd", [])).lines == [scratch.path.string])
        try scratch.files.makeDirectory(scratch.appending("sub"))
        #expect(try await lines(Command("pwd", [], workingDirectory: "sub")).lines == [scratch.appending("sub").string])
        var command = shell("echo $ADDED ${HOME-unset} $PATH")
        command.environment = ["ADDED": "x", "HOME": nil]
        #expect(try await lines(command).lines.first?.hasPrefix("x unset /") == true)
    }

    /// Standard input is empty, and SIGPIPE has its default.
    @Test func surroundings() async throws {
        #expect(try await runner.collect(Command("cat", []), limit: 10).output == [])
        // A shell that dies of SIGPIPE says so by its status; one that ignores it lets `yes` complain.
        #expect(try await runner.collect(shell("kill -PIPE $$"), limit: 10).end == .signalled(13))
    }

    /// Both streams arrive line by line in the order they were written.
    @Test func streaming() async throws {
        let script = #"echo 1; echo 2 >&2; printf '3\r\n'; printf '\377x\n' >&2; printf 'no end'"#
        let (lines, end) = try await lines(shell(script))
        #expect(lines == ["1", "2", "3", "\u{FFFD}x", "no end"])
        #expect(end == .exited(0))
    }

    /// Ten megabytes on each stream do not stop the child.
    @Test func flood() async throws {
        let script = "head -c 10485760 /dev/zero >&2; head -c 10485760 /dev/zero"
        let result = try await runner.collect(shell(script), limit: 10_485_760)
        #expect(result.output.count == 10_485_760)
        #expect(result.error.count == 10_485_760)
        let (lines, _) = try await lines(shell("yes 0123456789 | head -n 100000; yes e | head -n 100000 >&2"))
        #expect(lines.count == 200_000)
    }

    /// Writing too much is an error and ends the child.
    @Test func tooMuch() async throws {
        await #expect(throws: ProcessError.tooMuchOutput(executable: "yes", limit: 1_000)) {
            try await runner.collect(Command("yes", []), limit: 1_000)
        }
    }

    /// A process that a child leaves behind with its output open is not waited for.
    @Test func leftBehind() async throws {
        let clock = ContinuousClock.now
        // On a busy machine even a short program takes its time; waiting would take ten minutes.
        let (lines, end) = try await lines(shell("sleep 600 & echo $!"))
        #expect(end == .exited(0))
        #expect(ContinuousClock.now - clock < .seconds(120))
        send(9, to: try #require(lines.first.flatMap { CInt($0) }))
    }

    /// Programs are found in PATH's absolute directories, executable and regular.
    @Test func locating() throws {
        let mode = FilePermissions(rawValue: 0o755)
        try scratch.write("", to: "relative/tool", permissions: mode)
        try scratch.write("", to: "tool")
        #expect(runner.locate("tool") == nil)
        try scratch.write("", to: "tool", permissions: mode)
        #expect(runner.locate("tool") == scratch.appending("tool"))
        try scratch.files.makeDirectory(scratch.appending("directory"))
        for name in ["directory", "missing", "", "/bin/sh", "./tool"] { #expect(runner.locate(name) == nil) }
        #expect(runner.locate("sh")?.isAbsolute == true)
    }

    /// A program that cannot be started has a reason.
    @Test func failing() async throws {
        try scratch.write("not a program", to: "text", permissions: FilePermissions(rawValue: 0o755))
        try scratch.write("", to: "sub/plain")
        await #expect(throws: ProcessError.notFound(executable: "no-such-tool")) {
            try await runner.collect(Command("no-such-tool", []), limit: 0)
        }
        await #expect(throws: ProcessError.notFound(executable: "./missing")) {
            try await runner.collect(Command("./missing", []), limit: 0)
        }
        for (command, reason) in [
            (Command("./text", []), "Exec format error"),
            (Command("./plain", [], workingDirectory: "sub"), "Permission denied"),
            (Command("true", [], workingDirectory: "missing"), "cannot enter 'missing': No such file or directory"),
        ] {
            await #expect(throws: ProcessError.notStarted(executable: command.executable, reason: reason)) {
                try await runner.collect(command, limit: 0)
            }
        }
    }

    /// A relative path starts from the command's directory.
    @Test func relativePath() async throws {
        let mode = FilePermissions(rawValue: 0o755)
        try scratch.write("#!/bin/sh\necho here", to: "sub/tool", permissions: mode)
        #expect(try await lines(Command("./tool", [], workingDirectory: "sub")).lines == ["here"])
        #expect(try await lines(Command("sub/tool", [])).lines == ["here"])
    }
}
