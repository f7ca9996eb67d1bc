import LibC
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Host

// Signals reach whole processes, so each test has one of its own.
@Suite(.timeLimit(.minutes(5))) struct InterruptionTests {
    /// A signal cancels the body and is reported, whatever the body then does.
    @Test func cancelling() async {
        await #expect(processExitsWith: .success) {
            for (signal, expected) in [
                (SIGINT, Interruption.interrupted), (SIGTERM, .terminated), (SIGHUP, .terminated),
            ] {
                await #expect(throws: expected) {
                    try await withInterruption(limit: .seconds(30)) {
                        send(signal, to: getpid())
                        while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                        return 1
                    }
                }
            }
        }
    }

    /// Without a signal, the body's own result counts.
    @Test func undisturbed() async {
        await #expect(processExitsWith: .success) {
            let value = try await withInterruption { 7 }
            #expect(value == 7)
            await #expect(throws: Unexpected.self) {
                try await withInterruption { throw Unexpected() }
            }
        }
    }

    /// A second SIGINT ends the process at once.
    @Test func impatience() async {
        await #expect(processExitsWith: .exitCode(130)) {
            try await withInterruption {
                send(SIGINT, to: getpid())
                while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                send(SIGINT, to: getpid())
                while true { sleep(1) }
            }
        }
    }

    /// A second SIGINT kills children that ignored the first.
    @Test func impatienceWithChildren() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let script = "trap '' TERM; echo $$ > deaf; echo ready; while :; do sleep 1; done"
        await #expect(processExitsWith: .exitCode(130)) {
            [script = script as String, path = scratch.path.string as String] in
            try await withInterruption {
                let command = Command("sh", ["-c", script], workingDirectory: FilePath(path))
                _ = try await liveProcesses().stream(command) { _ in
                    send(SIGINT, to: getpid())
                    // Until the first one has arrived, the second would be the same signal.
                    usleep(100_000)
                    send(SIGINT, to: getpid())
                }
            }
        }
        let process = try #require(CInt(try scratch.text(of: "deaf").dropLast()))
        #expect(!isRunning(process))
    }

    /// A body that keeps computing after the signal is ended at the deadline.
    @Test func deafBody() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let directory = scratch.path.string
        await #expect(processExitsWith: .exitCode(143)) { [directory = directory as String] in
            try await withInterruption(limit: .milliseconds(200)) {
                let temporary = try TemporaryFile(for: FilePath(directory).appending("result"))
                try temporary.write([1, 2, 3])
                send(SIGTERM, to: getpid())
                while true { sleep(1) }
            }
        }
        // What it had half written is gone.
        #expect(try scratch.files.names(in: scratch.path) == [])
    }

    /// A body that waits for an unread stream is ended at the deadline.
    @Test func blockedStream() async {
        await #expect(processExitsWith: .exitCode(130)) {
            try await withInterruption(limit: .milliseconds(200)) {
                let stream = try fullPipe()
                send(SIGINT, to: getpid())
                try stream.write("nobody reads this")
            }
        }
    }

    /// Messages written after the signal cannot block the exit.
    @Test func blockedReport() async {
        await #expect(processExitsWith: .exitCode(143)) {
            Interruption.terminated.endProcess(after: .milliseconds(100))
            try fullPipe().write("nobody reads this")
        }
    }

    /// Slow children delay the exit, but not forever.
    @Test func slowChildren() {
        let start = ContinuousClock.now
        var end = ForcedEnd(after: .seconds(2), status: 143, now: start)
        #expect(!end.isDue(at: start + .seconds(1)) { false })
        #expect(!end.isDue(at: start + .seconds(2)) { true })
        #expect(!end.isDue(at: start + .seconds(2.4)) { false }, "it may clean up after its last child")
        #expect(end.isDue(at: start + .seconds(2.5)) { false })
        #expect(!end.isDue(at: start + .seconds(11.9)) { true })
        #expect(end.isDue(at: start + .seconds(12.5)) { true })
    }

    /// The former signal handlers are restored afterwards.
    @Test func restoring() async {
        await #expect(processExitsWith: .signal(SIGTERM)) {
            try await withInterruption {}
            send(SIGTERM, to: getpid())
            sleep(10)
        }
    }

    /// SIGHUP stays ignored under nohup.
    @Test func hangUp() async {
        await #expect(processExitsWith: .success) {
            _ = signal(SIGHUP, SIG_IGN)
            try await withInterruption {
                send(SIGHUP, to: getpid())
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// A signal also ends a running child.
    @Test func children() async {
        await #expect(processExitsWith: .success) {
            await #expect(throws: Interruption.terminated) {
                try await withInterruption(limit: .seconds(30)) {
                    _ = try await liveProcesses().stream(Command("sh", ["-c", "echo ready; sleep 60"])) { _ in
                        send(SIGTERM, to: getpid())
                    }
                }
            }
        }
    }

    /// Each signal has its exit status.
    @Test func statuses() {
        #expect(Interruption.interrupted.exitStatus == .interrupted)
        #expect(Interruption.terminated.exitStatus == .terminated)
        #expect(Interruption.interrupted.diagnostics.hasErrors && Interruption.terminated.diagnostics.hasErrors)
    }
}

private struct Unexpected: Error {}

/// A stream that takes nothing more, because nobody reads from it.
private func fullPipe() throws -> StandardStream {
    var ends: [CInt] = [-1, -1]
    try #require(pipe(&ends) == 0)
    try #require(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
    let block = [UInt8](repeating: 0, count: 4_096)
    while write(ends[1], block, block.count) > 0 {}
    try #require(fcntl(ends[1], F_SETFL, 0) == 0)
    return StandardStream(descriptor: ends[1], name: "pipe")
}
