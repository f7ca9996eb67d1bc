import Host
import SystemPackage

/// The start of a program of an execution environment: this program starts itself again, and that process starts the
/// other one with exactly what Lambda would give it, waits for it, and ends whatever it leaves running.
///
/// The program is its own process group and never process 1 of a namespace, so that signals affect it as they do on
/// Lambda.
package struct SupervisedStart: Sendable, Hashable {
    /// The first argument that puts this program into this role.
    package static let mark = "__supervise"
    /// Prefixes the variables of the other program, so that none affects this one.
    static let variablePrefix = "+"
    /// Where an assembled file system has one of another architecture; nothing on Lambda is there.
    static let emulatedRoot: FilePath = "/run/emulated"

    /// The program's isolation from the host.
    var isolation: IsolationLevel
    /// Where the file system is assembled.
    var systemRoot: FilePath
    /// Becomes `/var/task`, read-only; without its own file system, the program's working directory.
    var task: FilePath
    /// Becomes `/opt`, read-only.
    var opt: FilePath
    /// Becomes `/tmp`.
    var temporary: FilePath
    /// Becomes ``emulatedRoot``, read-only, if there is one.
    var emulatedSystem: FilePath?
    /// The program and its arguments, with their paths in its file system.
    var command: [String]

    /// The start of this program in that role.
    func launch(by program: FilePath, environment: [String: String]) -> ProgramLaunch {
        let places = [
            systemRoot.string, task.string, opt.string, temporary.string, emulatedSystem?.string ?? "",
        ]
        return ProgramLaunch(
            program, [Self.mark, isolation.rawValue] + places + command,
            environment: Dictionary(
                environment.map { (Self.variablePrefix + $0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
            workingDirectory: "/", isSupervisor: true)
    }

    /// Reads the arguments after the mark.
    init?(arguments: [String]) {
        guard arguments.count >= 7, let isolation = IsolationLevel(rawValue: arguments[0]) else { return nil }
        self.isolation = isolation
        systemRoot = FilePath(arguments[1])
        task = FilePath(arguments[2])
        opt = FilePath(arguments[3])
        temporary = FilePath(arguments[4])
        emulatedSystem = arguments[5].isEmpty ? nil : FilePath(arguments[5])
        command = Array(arguments[6...])
    }

    init(
        _ isolation: IsolationLevel, directories: EnvironmentDirectories, emulatedSystem: FilePath?, command: [String]
    ) {
        self.isolation = isolation
        systemRoot = directories.systemRoot
        task = directories.task
        opt = directories.opt
        temporary = directories.temporary
        self.emulatedSystem = emulatedSystem
        self.command = command
    }
}
