import Host
import SystemPackage

/// The start of a program of an execution environment: this program is started again, starts the other one with what
/// Lambda would give it and no more, waits for it, and ends whatever it leaves.
///
/// The program is a process group of its own and never process 1 of a namespace, so that signals do to it what they do
/// on Lambda.
package struct SupervisedStart: Sendable, Hashable {
    /// The first argument by which this program knows that it is to do this.
    package static let mark = "__supervise"
    /// Precedes the names of the variables that are the other program's, so that none means anything to this one.
    static let variablePrefix = "+"

    /// How far the program is kept apart from the machine.
    var isolation: IsolationLevel
    /// Where the file system is put together.
    var systemRoot: FilePath
    /// What becomes `/var/task`, read-only; without a file system of its own, where the program starts.
    var task: FilePath
    /// What becomes `/opt`, read-only.
    var opt: FilePath
    /// What becomes `/tmp`.
    var temporary: FilePath
    /// The program and its arguments, as they are called in its file system.
    var command: [String]

    /// The start of this program that does it.
    func launch(by program: FilePath, environment: [String: String]) -> ProgramLaunch {
        let places = [systemRoot.string, task.string, opt.string, temporary.string]
        return ProgramLaunch(
            program, [Self.mark, isolation.rawValue] + places + command,
            environment: Dictionary(
                environment.map { (Self.variablePrefix + $0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
            workingDirectory: "/", isSupervisor: true)
    }

    /// Reads the arguments that follow the mark.
    init?(arguments: [String]) {
        guard arguments.count >= 6, let isolation = IsolationLevel(rawValue: arguments[0]) else { return nil }
        self.isolation = isolation
        systemRoot = FilePath(arguments[1])
        task = FilePath(arguments[2])
        opt = FilePath(arguments[3])
        temporary = FilePath(arguments[4])
        command = Array(arguments[5...])
    }

    init(_ isolation: IsolationLevel, directories: EnvironmentDirectories, command: [String]) {
        self.isolation = isolation
        systemRoot = directories.systemRoot
        task = directories.task
        opt = directories.opt
        temporary = directories.temporary
        self.command = command
    }
}
