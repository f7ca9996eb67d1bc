import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct InterruptibleRunTests {
    private let runner = LiveProcessRunner(
        environment: ["PATH": "/usr/bin:/bin"], workingDirectory: "/", gracePeriod: .milliseconds(300))

    /// Starts a script, cancels it when it says `ready`, and gives all lines.
    private func lines(_ script: String, patience: Duration) async throws -> [String] {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        var command = Command("bash", ["-c", script], environment: ["LC_ALL": "C"])
        command.cancellation = .interrupt(patience: patience)
        let running = command
        let task = Task {
            defer { continuation.finish() }
            return try await runner.stream(running) { continuation.yield($0) }
        }
        var lines: [String] = []
        for await line in stream {
            lines.append(line)
            if line == "ready" { task.cancel() }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        return lines
    }

    /// The child gets SIGINT, its own children nothing, and what it says until its end is read.
    @Test func aChildEndsInItsOwnTime() async throws {
        let script = """
            (trap 'echo child' INT TERM; sleep 1) &
            trap 'sleep 0.6; echo saved; exit 1' INT
            trap 'echo terminated; exit 1' TERM
            echo ready; while :; do sleep 0.05; done
            """
        #expect(try await lines(script, patience: .seconds(60)) == ["ready", "saved"])
    }

    /// A child that does not end is ended when its time is up.
    @Test func aDeafChildIsEnded() async throws {
        let script = "trap '' INT TERM; echo $$; echo ready; while :; do sleep 0.05; done"
        let lines = try await lines(script, patience: .milliseconds(200))
        let process = try #require(lines.first.flatMap { CInt($0) })
        #expect(!isRunning(process))
    }

    /// Without a cancellation it is like any other run.
    @Test func anUndisturbedRun() async throws {
        var command = Command("sh", ["-c", "echo one; exit 3"])
        command.cancellation = .interrupt(patience: .seconds(60))
        let lines = Mutex<[String]>([])
        let end = try await runner.stream(command) { line in lines.withLock { $0.append(line) } }
        #expect(end == .exited(3))
        #expect(lines.withLock { $0 } == ["one"])
    }
}
