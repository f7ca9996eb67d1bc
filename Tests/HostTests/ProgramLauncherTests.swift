import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ProgramLauncherTests {
    private let launcher = LiveProgramLauncher()

    /// Starts a shell script and gathers what is heard of it, until its end.
    private func run(
        _ script: String, shell: FilePath = "/bin/sh", environment: [String: String] = [:], isSupervisor: Bool = false,
        onStart: @escaping @Sendable (any LaunchedProgram) -> Void = { _ in }
    ) async throws -> (events: [LaunchedProgramEvent], output: String) {
        let launcher = launcher
        let (events, continuation) = AsyncStream.makeStream(of: LaunchedProgramEvent.self)
        let program = try launcher.launch(
            ProgramLaunch(
                shell, ["-c", script], environment: environment, workingDirectory: "/",
                isSupervisor: isSupervisor),
            hasRoom: { true },
            onEvent: { event in
                continuation.yield(event)
                switch event {
                case .ended, .notStarted: continuation.finish()
                case .began, .output: break
                }
            })
        onStart(program)
        var result: (events: [LaunchedProgramEvent], output: String) = ([], "")
        for await event in events {
            result.events.append(event)
            result.output += String(decoding: program.takeOutput(), as: UTF8.self)
        }
        await program.waitUntilGone()
        return result
    }

    private func end(_ result: (events: [LaunchedProgramEvent], output: String)) -> ProcessEnd? {
        guard case .ended(let end, _) = result.events.last else { return nil }
        return end
    }

    @Test func bothStreamsComeInOrderBeforeTheEnd() async throws {
        let result = try await run("echo one; echo two >&2; echo three; exit 3")
        #expect(result.output == "one\ntwo\nthree\n")
        #expect(end(result) == .exited(3))
        guard case .began = result.events.first else {
            Issue.record("\(result.events) does not begin with the start")
            return
        }
    }

    @Test func theEnvironmentIsExactlyWhatIsGiven() async throws {
        let result = try await run("/usr/bin/env", environment: ["ONLY": "this one"])
        let names = result.output.split(separator: "\n").map { $0.prefix { $0 != "=" } }
        // The shell adds what it always does.
        #expect(Set(names).subtracting(["PWD", "SHLVL", "_", "OLDPWD"]) == ["ONLY"])
    }

    @Test func aSignalReachesTheWholeGroup() async throws {
        let result = try await run("sh -c 'trap \"echo child; exit\" TERM; echo ready; sleep 20 & wait' & wait") {
            program in
            // Whether the child has its handler yet or not, the signal ends it.
            program.signal(.terminate)
        }
        #expect(end(result) == .signalled(15))
    }

    @Test func aChildThatHoldsTheOutputOpenDoesNotDelayTheEndAndIsKilled() async throws {
        let began = ContinuousClock.now
        // On a busy machine even a short program takes its time; waiting would take ten minutes.
        let result = try await run("sleep 600 & echo $!; exit 0")
        #expect(ContinuousClock.now - began < .seconds(120))
        let child = try #require(result.output.split(separator: "\n").first)
        let deadline = ContinuousClock.now + .seconds(60)
        while try LiveFileSystem().status(of: FilePath("/proc/\(child)/exe"), followingLinks: false) != nil,
            ContinuousClock.now < deadline
        {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(ContinuousClock.now < deadline, "the child lives on")
    }

    @Test func aStoppedProgramGoesOnWhenItIsTold() async throws {
        let result = try await run("sleep 0.2; echo done") { program in
            program.signal(.stop)
            program.signal(.proceed)
        }
        #expect(result.output == "done\n")
    }

    /// The least that a supervisor does, as a script; with job control, which dash has only on a
    /// terminal, the program leads a group of its own.
    private func supervising(_ program: String) -> String {
        "set -m; (exec 4>&- 5<&-; exec 3>&-; \(program)) & set +m; echo started $! >&4; exec 3>&-; "
            + "wait $!; echo ended $(($? << 8)) 0 >&4; cat <&5"
    }

    @Test func aSupervisorReportsStartAndEnd() async throws {
        let result = try await run(supervising("echo fine; exit 3"), shell: "/bin/bash", isSupervisor: true)
        #expect(result.output == "fine\n")
        #expect(end(result) == .exited(3))
        guard case .began = result.events.first else {
            Issue.record("\(result.events) does not begin with the start")
            return
        }
    }

    @Test func whatASupervisorSaysOfAFailureIsTheReason() async throws {
        let result = try await run("echo 'no such luck' >&3; exit 1", isSupervisor: true)
        #expect(result.events == [.notStarted("no such luck\n")])
        #expect(try await run("exit 1", isSupervisor: true).events == [.notStarted("its supervisor ended")])
    }

    @Test func aSignalThatIsSentTooEarlyReachesTheProgramOnceItIsThere() async throws {
        let result = try await run(supervising("exec sleep 20"), shell: "/bin/bash", isSupervisor: true) {
            $0.signal(.terminate)
        }
        #expect(end(result) == .exited(143))
    }

    @Test func aSupervisorThatIsKilledIsTheEndOfItsProgram() async throws {
        let result = try await run(
            "sleep 20 3>&- 4>&- & echo started $! >&4; exec 3>&-; kill -9 $$", isSupervisor: true)
        #expect(end(result) == .signalled(9))
    }

    @Test func aProgramInheritsNothingThatIsOpenHere() async throws {
        // As a library does that knows nothing of O_CLOEXEC.
        let descriptor = try #require(openInheritably("/dev/null"))
        defer { descriptor.close() }
        let result = try await run("ls /proc/self/fd")
        // `ls` has the directory open itself.
        #expect(result.output.split(separator: "\n") == ["0", "1", "2", "3"])
    }

    @Test func whatIsNotWantedYetIsNotReadAhead() async throws {
        let wanted = Mutex(false)
        let (events, continuation) = AsyncStream.makeStream(of: LaunchedProgramEvent.self)
        let program = try launcher.launch(
            ProgramLaunch(
                "/bin/sh", ["-c", "head -c 3000000 /dev/zero; echo done"], environment: ["PATH": "/usr/bin:/bin"],
                workingDirectory: "/"),
            hasRoom: { wanted.withLock { $0 } }, onEvent: { continuation.yield($0) })
        var count = 0
        for await event in events {
            switch event {
            case .began:
                // More than what a pipe holds cannot come, whoever asks.
                #expect(program.takeOutput().count <= 64 << 10)
                wanted.withLock { $0 = true }
            case .output:
                let bytes = program.takeOutput()
                #expect(bytes.count <= 512 << 10)
                count += bytes.count
            case .ended(let end, _):
                count += program.takeOutput().count
                #expect(end == .exited(0))
                continuation.finish()
            case .notStarted(let reason): Issue.record("\(reason)")
            }
        }
        #expect(count >= 3_000_005 - (64 << 10) && count <= 3_000_005)
    }

    @Test func aProgramThatIsNotThereIsAnError() {
        #expect(throws: ProcessError.self) {
            _ = try launcher.launch(
                ProgramLaunch("/nowhere/at-all", environment: [:], workingDirectory: "/"), hasRoom: { true },
                onEvent: { _ in })
        }
    }

    @Test func aStrayIsFoundByItsVariable() async throws {
        let value = "stray-\(UInt64.random(in: .min ... .max))"
        let result = try await run(
            "setsid sleep 30 & sleep 0.2; echo $!", environment: ["MARK": value, "PATH": "/usr/bin:/bin"])
        let stray = try #require(result.output.split(separator: "\n").first)
        let status = FilePath("/proc/\(stray)/environ")
        #expect(try LiveFileSystem().status(of: status, followingLinks: true) != nil)
        launcher.killStrays(withVariable: "MARK", value: value)
        let deadline = ContinuousClock.now + .seconds(10)
        while (try? LiveFileSystem().read(status, limit: 1 << 20))?.isEmpty == false, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(ContinuousClock.now < deadline, "the stray lives on")
    }
}
