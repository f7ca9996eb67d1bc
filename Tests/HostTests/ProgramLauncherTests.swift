import Host
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ProgramLauncherTests {
    private let launcher = LiveProgramLauncher()

    /// Starts a shell script and gathers what is heard of it, until its end.
    private func run(
        _ script: String, environment: [String: String] = [:], isPreparation: Bool = false,
        onStart: @escaping @Sendable (any LaunchedProgram) -> Void = { _ in }
    ) async throws -> [LaunchedProgramEvent] {
        let launcher = launcher
        let (events, continuation) = AsyncStream.makeStream(of: LaunchedProgramEvent.self)
        let program = try launcher.launch(
            ProgramLaunch(
                "/bin/sh", ["-c", script], environment: environment, workingDirectory: "/",
                isPreparation: isPreparation)
        ) { event in
            continuation.yield(event)
            switch event {
            case .ended, .notStarted: continuation.finish()
            case .began, .output: break
            }
        }
        onStart(program)
        return await events.reduce(into: []) { $0.append($1) }
    }

    private func output(_ events: [LaunchedProgramEvent]) -> String {
        events.reduce(into: "") { text, event in
            if case .output(let bytes) = event { text += String(decoding: bytes, as: UTF8.self) }
        }
    }

    private func end(_ events: [LaunchedProgramEvent]) -> ProcessEnd? {
        guard case .ended(let end, _) = events.last else { return nil }
        return end
    }

    @Test func bothStreamsComeInOrderBeforeTheEnd() async throws {
        let events = try await run("echo one; echo two >&2; echo three; exit 3")
        #expect(output(events) == "one\ntwo\nthree\n")
        #expect(end(events) == .exited(3))
        guard case .began = events.first else {
            Issue.record("\(events) does not begin with the start")
            return
        }
    }

    @Test func theEnvironmentIsExactlyWhatIsGiven() async throws {
        let events = try await run("/usr/bin/env", environment: ["ONLY": "this one"])
        let names = output(events).split(separator: "\n").map { $0.prefix { $0 != "=" } }
        // The shell adds what it always does.
        #expect(Set(names).subtracting(["PWD", "SHLVL", "_", "OLDPWD"]) == ["ONLY"])
    }

    @Test func aSignalReachesTheWholeGroup() async throws {
        let events = try await run("sh -c 'trap \"echo child; exit\" TERM; echo ready; sleep 20 & wait' & wait") {
            program in
            // Whether the child has its handler yet or not, the signal ends it.
            program.signal(.terminate)
        }
        #expect(end(events) == .signalled(15))
    }

    @Test func aChildThatHoldsTheOutputOpenDoesNotDelayTheEndAndIsKilled() async throws {
        let began = ContinuousClock.now
        let events = try await run("sleep 30 & echo $!; exit 0")
        #expect(ContinuousClock.now - began < .seconds(20))
        let child = try #require(output(events).split(separator: "\n").first)
        let deadline = ContinuousClock.now + .seconds(10)
        while try LiveFileSystem().status(of: FilePath("/proc/\(child)/exe"), followingLinks: false) != nil,
            ContinuousClock.now < deadline
        {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(ContinuousClock.now < deadline, "the child lives on")
    }

    @Test func aStoppedProgramGoesOnWhenItIsTold() async throws {
        let events = try await run("sleep 0.2; echo done") { program in
            program.signal(.stop)
            program.signal(.proceed)
        }
        #expect(output(events) == "done\n")
    }

    @Test func whatAPreparationSaysOnDescriptorThreeIsTheReason() async throws {
        let events = try await run("echo 'no such luck' >&3; exit 1", isPreparation: true)
        #expect(events == [.notStarted("no such luck\n")])
        let fine = try await run("exec 3>&-; echo fine", isPreparation: true)
        #expect(output(fine) == "fine\n")
    }

    @Test func aProgramThatIsNotThereIsAnError() {
        #expect(throws: ProcessError.self) {
            _ = try launcher.launch(
                ProgramLaunch("/nowhere/at-all", environment: [:], workingDirectory: "/")
            ) { _ in }
        }
    }

    @Test func aStrayIsFoundByItsVariable() async throws {
        let value = "stray-\(UInt64.random(in: .min ... .max))"
        let events = try await run(
            "setsid sleep 30 & sleep 0.2; echo $!", environment: ["MARK": value, "PATH": "/usr/bin:/bin"])
        let stray = try #require(output(events).split(separator: "\n").first)
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
