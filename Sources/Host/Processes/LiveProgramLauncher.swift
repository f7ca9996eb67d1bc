internal import CLinux
import Dispatch
import LibC
import SystemPackage

/// Starts programs of this machine with posix_spawn(3), and detects their end at once.
///
/// Subprocess, which runs everything else, reports an end only when the output has ended too; a child that
/// outlives its parent would hide it.
package struct LiveProgramLauncher: ProgramLauncher {
    /// Creates a launcher.
    package init() {}

    /// Starts a program with empty standard input, and only the descriptors meant for it.
    package func launch(
        _ program: ProgramLaunch, hasRoom: @escaping @Sendable () -> Bool,
        onEvent: @escaping @Sendable (LaunchedProgramEvent) -> Void
    ) throws(ProcessError) -> any LaunchedProgram {
        do throws(Errno) {
            let pipe = try Pipe()
            let output = ProgramOutput(pipe)
            let launched: LiveProgram
            let control: LaunchedProgramPump.Control
            if program.isSupervisor {
                let (failure, reports, lifeline) = (try Pipe(), try Pipe(), try Pipe())
                let process = try spawn(
                    program, output: pipe.writing,
                    others: [
                        (failure.writing, SupervisorDescriptor.failure),
                        (reports.writing, SupervisorDescriptor.reports),
                        (lifeline.reading, SupervisorDescriptor.lifeline),
                    ])
                // Only the supervisor's copies may keep these open.
                for pipe in [failure, reports] { pipe.closeWriting() }
                lifeline.closeReading()
                launched = LiveProgram(process: nil, output: output, lifeline: lifeline)
                control = .supervisor(process, failure: failure, reports: reports)
            } else {
                let end = try Pipe()
                let process = try spawn(program, output: pipe.writing)
                let direct = LiveProgram(process: process, output: output, lifeline: nil)
                DispatchQueue(label: "swiftlambda.wait").async { direct.wait(for: process, closing: end) }
                launched = direct
                control = .waiting(end: end)
            }
            pipe.closeWriting()
            let pump = LaunchedProgramPump(
                launched, output: output, control: control, hasRoom: hasRoom, onEvent: onEvent)
            DispatchQueue(label: "swiftlambda.output").async { pump.run() }
            return launched
        } catch {
            throw .notStarted(executable: program.executable.string, reason: "\(error)")
        }
    }

    private func spawn(
        _ program: ProgramLaunch, output: CInt, others: [(descriptor: CInt, number: CInt)] = []
    ) throws(Errno) -> pid_t {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        let flags =
            POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_CLOEXEC_DEFAULT
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        let flags = 0x80 /* POSIX_SPAWN_SETSID */ | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        #endif
        try check(posix_spawn_file_actions_init(&actions))
        defer { posix_spawn_file_actions_destroy(&actions) }
        try check(posix_spawnattr_init(&attributes))
        defer { posix_spawnattr_destroy(&attributes) }

        try check(posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0))
        try check(posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO))
        try check(posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO))
        for (descriptor, number) in others {
            try check(posix_spawn_file_actions_adddup2(&actions, descriptor, number))
        }
        try check(posix_spawn_file_actions_addchdir_np(&actions, program.workingDirectory.string))

        var all = sigset_t()
        sigfillset(&all)
        var none = sigset_t()
        sigemptyset(&none)
        try check(posix_spawnattr_setsigdefault(&attributes, &all))
        try check(posix_spawnattr_setsigmask(&attributes, &none))
        try check(posix_spawnattr_setflags(&attributes, Int16(flags)))

        let arguments = CStrings([program.executable.string] + program.arguments)
        let environment = CStrings(program.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        var process = pid_t()
        #if os(Linux)
        closeOnExecution()
        #endif
        try check(
            posix_spawn(
                &process, program.executable.string, &actions, &attributes, arguments.pointers, environment.pointers))
        return process
    }

    #if os(Linux)
    /// Stops programs started later from inheriting this process's open descriptors: sockets that
    /// a library accepted, or files that a shell left open.
    private func closeOnExecution() {
        // Without /proc, descriptors that libraries opened are inherited; a supervisor closes it as well.
        guard let names = try? LiveFileSystem().names(in: "/proc/self/fd") else { return }
        for descriptor in names.compactMap({ CInt($0) }) where descriptor > STDERR_FILENO {
            let flags = fcntl(descriptor, F_GETFD)
            // A descriptor that was closed meanwhile has no flags.
            if flags >= 0, flags & FD_CLOEXEC == 0 { _ = fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) }
        }
    }
    #endif

    private func check(_ status: CInt) throws(Errno) {
        if status != 0 { throw Errno(rawValue: status) }
    }
}

/// A C array of strings: each null-terminated, with a null pointer at the end.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointers = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
        pointers[count] = nil
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
