import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

#if os(Linux)
/// Real processes, held at their exit.
@Suite(.timeLimit(.minutes(5)))
struct ExitWatcherTests {
    /// What was heard of a shell script that was watched from its first line on.
    private struct Account {
        var events: [LaunchedProgramEvent] = []
        /// The links in `/proc/<pid>/fd` at each exit, by process.
        var open: [Int32: [String]] = [:]
        var process: Int32 = 0
        var watch = ExitWatch()

        var end: ProcessEnd? {
            guard case .ended(let end, _) = events.last else { return nil }
            return end
        }
        var output = ""
    }

    /// Runs a script that writes `ready` and then waits for what `whenReady` does to it.
    private func run(
        _ script: String, program: (FilePath, [String])? = nil,
        whenReady: @escaping @Sendable (any LaunchedProgram) -> Void
    ) async throws -> Account {
        let (events, continuation) = AsyncStream.makeStream(of: LaunchedProgramEvent.self)
        let (executable, arguments) = program ?? ("/bin/sh", ["-c", script])
        let launched = try LiveProgramLauncher().launch(
            ProgramLaunch(
                executable, arguments, environment: ["PATH": "/usr/bin:/bin"], workingDirectory: "/"),
            hasRoom: { true },
            onEvent: { event in
                continuation.yield(event)
                if case .ended = event { continuation.finish() }
            })
        let number = try #require(launched.processID)
        var account = Account(process: number)
        let open = Mutex<[Int32: [String]]>([:])
        var isReady = false
        for await event in events {
            account.events.append(event)
            account.output += String(decoding: launched.takeOutput(), as: UTF8.self)
            guard !isReady, account.output.contains("ready") else { continue }
            isReady = true
            account.watch = LiveExitWatcher().watch([number]) { process, thread in
                let files = LiveFileSystem()
                let directory = FilePath("/proc/\(thread)/fd")
                let names = (try? files.names(in: directory)) ?? []
                let links = names.compactMap { try? files.destination(ofLink: directory.appending($0)).string }
                open.withLock { $0[process] = links }
            }
            #expect(account.watch == ExitWatch(processes: [number]))
            whenReady(launched)
        }
        account.open = open.withLock { $0 }
        return account
    }

    @Test func descriptorsAreStillThereAtTheExit() async throws {
        let account = try await run("exec 5</etc/passwd; trap 'exit 3' TERM; echo ready; while :; do sleep 0.01; done")
        {
            $0.signal(.terminate)
        }
        #expect(account.end == .exited(3))
        #expect(account.open[account.process]?.contains("/etc/passwd") == true)
    }

    @Test func whatWasClosedJustBeforeIsNot() async throws {
        for _ in 0..<10 {
            let account = try await run(
                "exec 5</etc/passwd; trap 'exec 5<&-; exit 0' TERM; echo ready; while :; do sleep 0.01; done"
            ) { $0.signal(.terminate) }
            #expect(account.end == .exited(0))
            #expect(account.open[account.process]?.contains("/etc/passwd") == false)
        }
    }

    @Test(arguments: [(ProgramSignal.terminate, Int32(15)), (.kill, 9)])
    func signalsEndItAsEver(signal: ProgramSignal, number: Int32) async throws {
        let account = try await run("exec 5</etc/passwd; echo ready; exec sleep 60") { $0.signal(signal) }
        #expect(account.end == .signalled(number))
        #expect(account.open[account.process]?.contains("/etc/passwd") == true)
    }

    @Test func itCanBeStoppedAndGoOnAndBeKilledWhileStopped() async throws {
        // Without a child: a shell waits for one that is stopped between vfork and exec, and does not stop itself.
        let stopped = try await run("trap 'echo told; exit 4' TERM; echo ready; while :; do :; done") {
            $0.signal(.stop)
            waitUntilStopped($0.processID)
            $0.signal(.terminate)
            $0.signal(.proceed)
        }
        #expect(stopped.end == .exited(4))
        #expect(stopped.output.hasSuffix("told\n"))

        let killed = try await run("echo ready; exec sleep 60") {
            $0.signal(.stop)
            waitUntilStopped($0.processID)
            $0.signal(.kill)
        }
        #expect(killed.end == .signalled(9))
    }

    @Test func anExecIsNoExit() async throws {
        let account = try await run(
            "trap 'exec sh -c \"exec 6</etc/group 5<&-; exit 5\"' TERM; exec 5</etc/passwd; echo ready; "
                + "while :; do sleep 0.01; done"
        ) { $0.signal(.terminate) }
        #expect(account.end == .exited(5))
        #expect(account.open[account.process]?.contains("/etc/group") == true)
        #expect(account.open[account.process]?.contains("/etc/passwd") == false)
    }

    /// The end of the first thread is not the end of the process.
    @Test(.requires(program: "python3"))
    func threads() async throws {
        // The first thread ends by exit(2), and another closes the file and ends the process.
        let script = """
            import ctypes, os, platform, signal, sys, threading, time
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
            keep, file = os.open('/etc/group', os.O_RDONLY), os.open('/etc/passwd', os.O_RDONLY)
            def wait():
                signal.sigwait([signal.SIGTERM])
                os.close(file)
                os._exit(6)
            threading.Thread(target=wait, daemon=True).start()
            def leave():
                os.write(1, b'ready\\n')
                time.sleep(0.2)
                ctypes.CDLL(None).syscall({'x86_64': 60, 'aarch64': 93}[platform.machine()], 0)
            leave()
            """
        let account = try await run("", program: ("/usr/bin/env", ["python3", "-c", script])) { program in
            waitUntil("the first thread has ended") { state(of: program.processID) == "Z" }
            program.signal(.terminate)
        }
        #expect(account.end == .exited(6))
        #expect(account.open[account.process]?.contains("/etc/group") == true)
        #expect(account.open[account.process]?.contains("/etc/passwd") == false)
    }

    @Test func aProcessThatIsGoneIsRefused() {
        let watch = LiveExitWatcher().watch([0x7FFF_FFF0]) { _, _ in }
        #expect(watch == ExitWatch(refusal: .noSuchProcess))
    }
}

/// The letter by which Linux calls a process's state.
private func state(of process: Int32?) -> Substring? {
    guard let process, let bytes = try? LiveFileSystem().read(FilePath("/proc/\(process)/stat"), limit: 4_096) else {
        return nil
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: ") ").last?.prefix(1)
}

private func waitUntilStopped(_ process: Int32?) {
    waitUntil("it stands still") { ["T", "t"].contains(state(of: process)) }
}

private func waitUntil(_ what: String, _ condition: () -> Bool) {
    let deadline = ContinuousClock.now + .seconds(20)
    while !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record("\(what): never")
            return
        }
    }
}
#endif
