#if os(Linux) && canImport(Glibc)
internal import CLinux
import Host
import LambdaProtocol
import LibC
import Model
import SystemPackage

extension SupervisedStart {
    /// Does what the arguments after the mark say; for single-threaded processes only.
    ///
    /// - Returns: the exit status, once the program and everything it started have ended.
    package static func run(arguments: [String]) -> Int32 {
        guard let start = SupervisedStart(arguments: arguments) else { return 64 }
        // Descriptors that this process inherited by accident must not reach another.
        ProgramSupervisor.closeDescriptors(from: SupervisorDescriptor.lifeline + 1)
        return ProgramSupervisor(start).run()
    }
}

/// Starts a program, waits for it, and ends whatever it leaves running.
///
/// With full isolation the program has its own process namespace, whose process 1 only holds it open; when that ends,
/// the kernel kills all others. Otherwise this process adopts orphans and kills them itself. Both end when the lifeline
/// closes, so that a killed `swiftlambda` takes everything along.
struct ProgramSupervisor {
    /// Flags of unshare(2), from linux/sched.h.
    private enum Namespace {
        static let mounts: CInt = 0x0002_0000
        static let users: CInt = 0x1000_0000
        static let processes: CInt = 0x2000_0000
    }

    let start: SupervisedStart

    init(_ start: SupervisedStart) {
        self.start = start
    }

    /// Closes every descriptor from a number upwards.
    static func closeDescriptors(from first: CInt) {
        if clinux_close_from(UInt32(first)) == 0 { return }
        // Before Linux 5.9.
        let names = try? SystemCalls.names(in: "/proc/self/fd")
        let known = names.map { $0.compactMap { CInt($0) } } ?? Array(first..<65_536)
        for descriptor in known where descriptor >= first { close(descriptor) }
    }

    func run() -> Int32 {
        let (signals, holder, program): (CInt, pid_t?, pid_t)
        do throws(SystemRefusal) {
            signals = try Self.watchChildren()
            if start.isolation.hasOwnFiles { try enterNamespaces() }
            if start.isolation == .full {
                holder = try startHolder()
            } else {
                holder = nil
                try SystemRefusal.check(clinux_become_subreaper(), "prctl")
            }
            program = try startProgram()
        } catch {
            let reason = error.description
            tell(start.isolation.hasOwnFiles ? .notAllowed(reason) : .notStarted(reason))
            return 69
        }
        // A reader that is gone has closed its lifeline as well.
        _ = Glibc.signal(SIGPIPE, SIG_IGN)
        report(.started(program))
        close(SupervisorDescriptor.failure)
        // The program's output ends with the processes that hold it.
        for stream in [STDOUT_FILENO, STDERR_FILENO] { dup2(STDIN_FILENO, stream) }

        waitForEnd(of: program, signals: signals)
        endEverything(program, holder)
        return 0
    }

    /// Waits until the program has ended and the reader knows, or until everything has to end.
    private func waitForEnd(of program: pid_t, signals: CInt) {
        var hasEnded = false
        while true {
            var requests = [
                pollfd(fd: SupervisorDescriptor.lifeline, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&requests, 2, -1) >= 0 || errno == EINTR else { return }
            // Once the end is reported, the reader closes it: until then the program's ID still belongs to it.
            if requests[0].revents != 0 { return }
            guard requests[1].revents != 0 else { continue }
            var information = signalfd_siginfo()
            _ = read(signals, &information, MemoryLayout<signalfd_siginfo>.size)
            var status: CInt = 0
            if !hasEnded, clinux_has_ended(program, &status) != 0 {
                hasEnded = true
                report(.ended(status: status, time: BootClock.nanoseconds ?? 0))
            }
            clinux_reap_others(program)
        }
    }

    private func endEverything(_ program: pid_t, _ holder: pid_t?) {
        _ = kill(-program, SIGKILL)
        _ = kill(program, SIGKILL)
        if let holder { _ = kill(holder, SIGKILL) }
        Self.reap(program)
        // Process 1 ends when all others in its namespace have.
        if let holder { Self.reap(holder) } else { Self.endDescendants() }
    }

    /// Kills what the program left running, now children of this process, until none appear anymore.
    private static func endDescendants() {
        var children: [CInt: [CInt]] = [:]
        repeat {
            children = [:]
            let names = (try? SystemCalls.names(in: "/proc")) ?? []
            for process in names.compactMap({ CInt($0) }) {
                // The file of a process that has ended since the directory was read is gone.
                guard let line = try? SystemCalls.read("/proc/\(process)/stat"), let status = ProcessStatus(line: line)
                else { continue }
                children[status.parent, default: []].append(process)
            }
            var descendants = children[getpid()] ?? []
            var index = 0
            while index < descendants.count {
                descendants += children[descendants[index]] ?? []
                index += 1
            }
            for process in descendants { _ = kill(process, SIGKILL) }
            // Without /proc this process can only wait for its children; it does not know whom to kill.
            if descendants.isEmpty { return }
            usleep(500)
            while waitpid(-1, nil, WNOHANG) > 0 {}
        } while true
    }

    private static func reap(_ process: pid_t) {
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
    }

    /// A descriptor that becomes readable when a child has ended.
    private static func watchChildren() throws(SystemRefusal) -> CInt {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGCHLD)
        try SystemRefusal.check(sigprocmask(SIG_BLOCK, &signals, nil), "sigprocmask")
        let descriptor = signalfd(-1, &signals, CInt(SFD_CLOEXEC))
        try SystemRefusal.check(descriptor, "signalfd")
        return descriptor
    }

    private func enterNamespaces() throws(SystemRefusal) {
        let (user, group) = (getuid(), getgid())
        let wanted = Namespace.mounts | (start.isolation == .full ? Namespace.processes : 0)
        if unshare(wanted) != 0 {
            try SystemRefusal.check(unshare(Namespace.users | wanted), "unshare")
            try SystemCalls.write("deny", to: "/proc/self/setgroups")
            try SystemCalls.write("\(user) \(user) 1", to: "/proc/self/uid_map")
            try SystemCalls.write("\(group) \(group) 1", to: "/proc/self/gid_map")
        }
        // Mounts made here must not show outside.
        try SystemRefusal.check(mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil), "mount /")
    }

    /// Starts process 1 of the namespace.
    private func startHolder() throws(SystemRefusal) -> pid_t {
        let process = clinux_fork()
        try SystemRefusal.check(process, "fork")
        guard process == 0 else { return process }
        _ = clinux_set_parent_death_signal(SIGKILL)
        dup2(SupervisorDescriptor.lifeline, 0)
        Self.closeDescriptors(from: 1)
        // The kernel then reaps adopted processes.
        _ = Glibc.signal(SIGCHLD, SIG_IGN)
        var byte: UInt8 = 0
        while read(0, &byte, 1) < 0, errno == EINTR {}
        _exit(0)
    }

    private func startProgram() throws(SystemRefusal) -> pid_t {
        let process = clinux_fork()
        try SystemRefusal.check(process, "fork")
        guard process == 0 else {
            // The child does it as well, whichever is first; the second call fails harmlessly.
            _ = setpgid(process, process)
            return process
        }
        setpgid(0, 0)
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        tell(start.become())
        _exit(69)
    }

    private func report(_ report: SupervisorReport) {
        let line = Array(report.line.utf8)
        // A reader that stopped reading has closed the lifeline too.
        _ = write(SupervisorDescriptor.reports, line, line.count)
    }

    private func tell(_ failure: SupervisedStartFailure) {
        let message = Array(failure.message.utf8)
        _ = write(SupervisorDescriptor.failure, message, message.count)
    }
}

extension SupervisedStart {
    /// Becomes the program; returns only on failure.
    fileprivate func become() -> SupervisedStartFailure {
        close(SupervisorDescriptor.reports)
        var directory = task.string
        if isolation.hasOwnFiles {
            do throws(SystemRefusal) {
                try IsolatedRoot(self).build()
                try SystemRefusal.check(chroot(systemRoot.string), "chroot")
                try SystemRefusal.check(chdir("/"), "chdir")
                try SystemRefusal.check(clinux_drop_capabilities(), "capset")
            } catch {
                return .notAllowed(error.description)
            }
            directory = LambdaPaths.taskDirectory
        }
        guard chdir(directory) == 0 else { return .notStarted("\(directory): \(String(cString: strerror(errno)))") }
        let openFiles = rlim_t(InvocationLimits.openFiles)
        var limit = rlimit(rlim_cur: openFiles, rlim_max: openFiles)
        // A lower limit stays.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        // A killed supervisor takes the program along. If all of swiftlambda died before this call, the lifeline is
        // already closed.
        _ = clinux_set_parent_death_signal(SIGKILL)
        var lifeline = pollfd(fd: SupervisorDescriptor.lifeline, events: Int16(POLLIN), revents: 0)
        if poll(&lifeline, 1, 0) > 0 { return .notStarted("swiftlambda ended") }
        close(SupervisorDescriptor.lifeline)
        ProgramSupervisor.closeDescriptors(from: SupervisorDescriptor.failure + 1)
        _ = fcntl(SupervisorDescriptor.failure, F_SETFD, FD_CLOEXEC)
        execute()
        return .notStarted("\(command.first ?? ""): \(String(cString: strerror(errno)))")
    }

    private func execute() {
        var variables: [String] = []
        var entry = environ
        while let variable = entry.pointee {
            let text = String(cString: variable)
            if text.hasPrefix(Self.variablePrefix) { variables.append(String(text.dropFirst())) }
            entry += 1
        }
        let arguments = command.map { strdup($0) } + [nil]
        let environment = variables.map { strdup($0) } + [nil]
        _ = execve(command.first ?? "", arguments, environment)
    }
}
#else
extension SupervisedStart {
    /// Only Linux has the means.
    package static func run(arguments: [String]) -> Int32 { 69 }
}
#endif
