internal import CLinux
import Dispatch
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Starts programs of this machine with posix_spawn(3), and learns of their end the moment it happens.
///
/// Subprocess, which runs everything else, tells of an end only when the output has ended as well; a child that
/// outlives its parent would hide it.
public struct LiveProgramLauncher: ProgramLauncher {
    /// Creates a launcher.
    public init() {}

    /// Starts a program with empty standard input.
    public func launch(
        _ program: ProgramLaunch, onEvent: @escaping @Sendable (LaunchedProgramEvent) -> Void
    ) throws(ProcessError) -> any LaunchedProgram {
        do throws(Errno) {
            let output = try Pipe()
            let failure = program.isPreparation ? try Pipe() : nil
            let end = try Pipe()
            let process = try spawn(program, output: output.writing, failure: failure?.writing)
            // Only the program's own copies may keep these open.
            output.closeWriting()
            failure?.closeWriting()
            let launched = LiveProgram(processID: process)
            DispatchQueue(label: "swiftlambda.wait").async { launched.wait(telling: end) }
            let pump = LaunchedProgramPump(output: output, failure: failure, end: end, onEvent: onEvent)
            DispatchQueue(label: "swiftlambda.output").async { pump.run(launched) }
            return launched
        } catch {
            throw .notStarted(executable: program.executable.string, reason: "\(error)")
        }
    }

    private func spawn(_ program: ProgramLaunch, output: CInt, failure: CInt?) throws(Errno) -> pid_t {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        let flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
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
        if let failure { try check(posix_spawn_file_actions_adddup2(&actions, failure, 3)) }
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
        try check(
            posix_spawn(
                &process, program.executable.string, &actions, &attributes, arguments.pointers, environment.pointers))
        return process
    }

    private func check(_ status: CInt) throws(Errno) {
        if status != 0 { throw Errno(rawValue: status) }
    }
}

/// Strings as C wants an array of them: each ended by zero, a null pointer at the end.
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
