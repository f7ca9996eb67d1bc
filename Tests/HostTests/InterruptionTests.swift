import Model
import SystemPackage
import TestSupport
import Testing

@testable import Host

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// Signals reach whole processes, so each test has one of its own.
@Suite(.timeLimit(.minutes(1))) struct InterruptionTests {
    @Test("A signal cancels the body and is reported, whatever the body then does")
    func cancelling() async {
        await #expect(processExitsWith: .success) {
            for (signal, expected) in [
                (SIGINT, Interruption.interrupted), (SIGTERM, .terminated), (SIGHUP, .terminated),
            ] {
                await #expect(throws: expected) {
                    try await withInterruption {
                        send(signal, to: getpid())
                        while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                        return 1
                    }
                }
            }
        }
    }

    @Test("Without a signal the body's own end counts")
    func undisturbed() async {
        await #expect(processExitsWith: .success) {
            let value = try await withInterruption { 7 }
            #expect(value == 7)
            await #expect(throws: Unexpected.self) {
                try await withInterruption { throw Unexpected() }
            }
        }
    }

    @Test("A second SIGINT ends the process at once")
    func impatience() async {
        await #expect(processExitsWith: .exitCode(130)) {
            try await withInterruption {
                send(SIGINT, to: getpid())
                while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                send(SIGINT, to: getpid())
                while true { sleep(1) }
            }
        }
    }

    @Test("A second SIGINT kills children that did not heed the first")
    func impatienceWithChildren() async throws {
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

    @Test("Afterwards a signal does again what it did before")
    func restoring() async {
        await #expect(processExitsWith: .signal(SIGTERM)) {
            try await withInterruption {}
            send(SIGTERM, to: getpid())
            sleep(10)
        }
    }

    @Test("A hang-up that nohup has ignored stays ignored")
    func hangUp() async {
        await #expect(processExitsWith: .success) {
            _ = signal(SIGHUP, SIG_IGN)
            try await withInterruption {
                send(SIGHUP, to: getpid())
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    @Test("A signal during a child's work ends the child")
    func children() async {
        await #expect(processExitsWith: .success) {
            await #expect(throws: Interruption.terminated) {
                try await withInterruption {
                    _ = try await liveProcesses().stream(Command("sh", ["-c", "echo ready; sleep 60"])) { _ in
                        send(SIGTERM, to: getpid())
                    }
                }
            }
        }
    }

    @Test("Each signal has its exit status")
    func statuses() {
        #expect(Interruption.interrupted.exitStatus == .interrupted)
        #expect(Interruption.terminated.exitStatus == .terminated)
        #expect(Interruption.interrupted.diagnostics.hasErrors && Interruption.terminated.diagnostics.hasErrors)
    }
}

private struct Unexpected: Error {}
