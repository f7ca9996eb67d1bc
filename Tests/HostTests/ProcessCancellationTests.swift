import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct ProcessCancellationTests {
    private let runner: LiveProcessRunner

    init() throws {
        runner = LiveProcessRunner(
            environment: ["PATH": "/usr/bin:/bin"], workingDirectory: "/", gracePeriod: .milliseconds(700))
    }

    /// Starts a script that prints process identifiers and then a line `ready`, cancels it, and gives the identifiers.
    private func cancel(_ script: String) async throws -> [CInt] {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        // A locale that is not there makes bash print more than what is asked for.
        let command = Command("bash", ["-c", script], environment: ["LC_ALL": "C"])
        let task = Task { try await runner.stream(command) { continuation.yield($0) } }
        var processes: [CInt] = []
        for await line in stream {
            if line == "ready" { break }
            processes.append(try #require(CInt(line)))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        return processes
    }

    /// No process of a cancelled child survives.
    @Test(
        arguments: [
            "sleep 60 & echo $!; echo $$; echo ready; wait",
            // Out of the child's process group, as build tools start their compilers.
            "set -m; sleep 60 & echo $!; echo ready; wait",
            // Left behind by a parent that ends first.
            "(sleep 60 & echo $!); echo ready; sleep 60",
            // Deaf to SIGTERM, in the child itself and below it.
            "trap '' TERM; echo $$; echo ready; while :; do sleep 1; done",
            "set -m; sh -c 'trap \"\" TERM; echo $$; echo ready; while :; do sleep 1; done' & wait",
        ]
    )
    func tree(script: String) async throws {
        let processes = try await cancel(script)
        #expect(!processes.isEmpty)
        for process in processes { #expect(!isRunning(process)) }
    }

    /// A child gets time to clean up.
    @Test func cleaningUp() async throws {
        let scratch = try ScratchDirectory()
        let mark = scratch.appending("cleaned")
        let task = Task {
            try await runner.collect(
                Command(
                    "sh", ["-c", "trap 'sleep 0.2; touch cleaned; exit' TERM; touch ready; sleep 60 & wait"],
                    workingDirectory: scratch.path), limit: 10)
        }
        while try scratch.files.status(of: scratch.appending("ready"), followingLinks: true) == nil {
            try await Task.sleep(for: .milliseconds(10))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try scratch.files.status(of: mark, followingLinks: false) != nil)
    }

    /// A cancelled task starts nothing.
    @Test func early() async throws {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await runner.collect(Command("touch", ["/proc/never"]), limit: 10)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    /// The fields of a status line are counted after the program's name.
    @Test(
        arguments: [
            ("12 (sh) S 1 12 34 0", false), ("12 (a) b) 9) S 1 12 34 0", false), ("12 (sh) Z 1 12 34 0", true),
        ]
    )
    func statusLine(line: String, hasEnded: Bool) throws {
        let status = try #require(ProcessStatus(line: Array(line.utf8)))
        #expect(status.group == 12)
        #expect(status.session == 34)
        #expect(status.hasEnded == hasEnded)
    }

    /// Other lines are not status lines.
    @Test(arguments: ["", "12 (sh", "12 (sh) S 1 12", "12 (sh) S 1 x 34 0"])
    func noStatusLine(line: String) {
        #expect(ProcessStatus(line: Array(line.utf8)) == nil)
    }
}
