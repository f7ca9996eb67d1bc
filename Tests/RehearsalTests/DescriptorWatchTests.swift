import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Rehearsal

/// Looking at a function's end.
@Suite
struct DescriptorWatchTests {
    /// A watcher whose processes exit when the test says so.
    private final class StagedExits: ExitWatcher {
        private let onExit = Mutex<(@Sendable (Int32, Int32) -> Void)?>(nil)
        private let refusal: Errno?

        init(refusal: Errno? = nil) { self.refusal = refusal }

        func watch(_ processes: [Int32], onExit: @escaping @Sendable (Int32, Int32) -> Void) -> ExitWatch {
            if let refusal { return ExitWatch(refusal: refusal) }
            self.onExit.withLock { $0 = onExit }
            return ExitWatch(processes: Set(processes))
        }

        func exit(_ process: Int32) { onExit.withLock { $0 }?(process, process) }
    }

    private let scratch: ScratchDirectory

    /// A runtime 100 with a child 101, both connected to a database by one socket, and this program as 7.
    init() throws {
        scratch = try ScratchDirectory()
        for (process, parent) in [(100, 7), (101, 100)] {
            try scratch.write("\(process) (bootstrap) S \(parent) 100 100 0", to: "proc/\(process)/stat")
            try scratch.write(DescriptorTests.tcp, to: "proc/\(process)/net/tcp")
            try scratch.write(
                "A=1\0AWS_LAMBDA_RUNTIME_API=127.0.0.1:8080\0", to: "proc/\(process)/environ")
            try scratch.write("SigIgn:\t0\nSigCgt:\t4000\n", to: "proc/\(process)/status")
            try open("socket:[13]", as: 3, in: process)
        }
        try scratch.files.makeDirectory(scratch.appending("proc/7/fd"))
        try scratch.files.link(scratch.appending("proc/self"), to: "7")
    }

    private func open(_ link: String, as number: Int, in process: Int) throws {
        try scratch.files.makeDirectory(scratch.appending("proc/\(process)/fd"))
        try scratch.files.link(scratch.appending("proc/\(process)/fd/\(number)"), to: FilePath(link))
    }

    private func close(_ number: Int, in process: Int) throws {
        try scratch.files.remove(scratch.appending("proc/\(process)/fd/\(number)"))
    }

    private func watch(_ exits: any ExitWatcher) -> DescriptorWatch {
        DescriptorWatch(
            DescriptorObserver(files: scratch.files, proc: scratch.appending("proc")), exits: exits, clock: LiveClock())
    }

    private let database = [DescriptorCount(name: "tcp 10.0.0.5:5432", count: 1)]

    @Test func whatIsOpenAtTheExitCounts() throws {
        let exits = StagedExits()
        let watch = watch(exits)
        watch.shutdownBegins(group: 100)
        watch.aboutToTerminate(group: 100)
        exits.exit(100)
        _ = watch.exited()
        #expect(watch.findings.openAtTermination == database)
        #expect(watch.findings.openAtExit == database)
        #expect(watch.findings.observation == .exact)
    }

    @Test func whatWasClosedBeforeTheExitDoesNot() throws {
        let exits = StagedExits()
        let watch = watch(exits)
        watch.shutdownBegins(group: 100)
        watch.aboutToTerminate(group: 100)
        try close(3, in: 100)
        try close(3, in: 101)
        exits.exit(100)
        // What is seen after the exit is somebody else's.
        try open("socket:[13]", as: 4, in: 101)
        exits.exit(101)
        #expect(watch.findings.openAtExit == [])
    }

    @Test func aChildThatTakesTheLastOfAConnectionAlongLeavesItOpen() throws {
        let exits = StagedExits()
        let watch = watch(exits)
        watch.shutdownBegins(group: 100)
        try close(3, in: 100)
        exits.exit(101)
        try scratch.files.remove(scratch.appending("proc/101"))
        try open("pipe:[1]", as: 5, in: 100)
        exits.exit(100)
        #expect(watch.findings.openAtExit == database)
    }

    @Test func aChildThatEndsBeforeTheRuntimeClosesLeavesNothing() throws {
        let exits = StagedExits()
        let watch = watch(exits)
        watch.shutdownBegins(group: 100)
        exits.exit(101)
        try scratch.files.remove(scratch.appending("proc/101"))
        try close(3, in: 100)
        try open("pipe:[1]", as: 5, in: 100)
        exits.exit(100)
        #expect(watch.findings.openAtExit == [])
    }

    @Test func aChildThatWasStartedAfterwardsCounts() throws {
        let exits = StagedExits()
        try scratch.files.remove(scratch.appending("proc/101"))
        let watch = watch(exits)
        watch.shutdownBegins(group: 100)
        try close(3, in: 100)
        try open("pipe:[1]", as: 5, in: 100)
        try scratch.write("102 ", to: "proc/100/task/100/children")
        try scratch.write("", to: "proc/102/task/102/children")
        try open("socket:[13]", as: 3, in: 102)
        exits.exit(100)
        #expect(watch.findings.openAtExit == database)
    }

    @Test func aSocketThatSaidItIsDoneIsNotOpen() throws {
        let exits = StagedExits()
        let watch = watch(exits)
        watch.shutdownBegins(group: 100)
        // FIN_WAIT2: the function called shutdown(2), and the other end knows.
        try scratch.write(
            DescriptorTests.tcp.replacing("0500000A:1538 08", with: "0500000A:1538 05"), to: "proc/100/net/tcp")
        exits.exit(100)
        #expect(watch.findings.openAtTermination == database)
        #expect(watch.findings.openAtExit == [])
    }

    @Test func ownConnectionsOfThisProgramNeverCount() throws {
        // Inherited: our end of a connection to the Runtime API, and a socket that this program has open itself.
        try close(3, in: 100)
        try close(3, in: 101)
        try scratch.write(
            DescriptorTests.tcp + "   4: 0100007F:1F90 0100007F:C350 01 0:0 0:0 0 0 0 14 1 0 0\n",
            to: "proc/100/net/tcp")
        try open("socket:[14]", as: 5, in: 100)
        try open("socket:[13]", as: 6, in: 100)
        try open("socket:[13]", as: 9, in: 7)
        let exits = StagedExits()
        let watch = watch(exits)
        watch.shutdownBegins(group: 100)
        exits.exit(100)
        #expect(watch.findings.openAtTermination == [])
        #expect(watch.findings.openAtExit == [])
    }

    @Test func withoutAHoldThereAreSamplesAndTheySaySo() async throws {
        let watch = watch(StagedExits(refusal: .notPermitted))
        watch.shutdownBegins(group: 100)
        watch.aboutToTerminate(group: 100)
        let deadline = ContinuousClock.now + .seconds(20)
        while watch.findings.openAtLastLook == nil, ContinuousClock.now < deadline { await Task.yield() }
        _ = watch.exited()
        let findings = watch.findings
        #expect(findings.observation == .sampled(reason: "\(Errno.notPermitted)"))
        #expect(findings.openAtLastLook == database)
        #expect(findings.openAtExit == nil)
        #expect(findings.lastLook != nil)
    }
}
