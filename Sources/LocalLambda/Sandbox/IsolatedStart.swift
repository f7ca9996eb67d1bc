import Host
import SystemPackage

/// The start of a program in a file system as on Lambda: this program is started again, puts the file system together
/// in a mount namespace of its own, and then becomes the other program, with the same process number.
///
/// So signals and exit statuses are the program's own, which no supervisor between them could promise.
public struct IsolatedStart: Sendable, Hashable {
    /// The first argument by which this program knows that it is to do this.
    public static let mark = "__start-isolated"
    /// Precedes the names of the variables that are the other program's, so that none means anything to this one.
    static let variablePrefix = "+"

    /// Where the file system is put together.
    var systemRoot: FilePath
    /// What becomes `/var/task`, read-only.
    var task: FilePath
    /// What becomes `/opt`, read-only.
    var opt: FilePath
    /// What becomes `/tmp`.
    var temporary: FilePath
    /// A directory that is there under its own path, such as an emulator's system root.
    var extra: FilePath?
    /// The program and its arguments, as they are called in the new file system.
    var command: [String]

    /// The start of this program that does it.
    func launch(by program: FilePath, environment: [String: String]) -> ProgramLaunch {
        ProgramLaunch(
            program,
            [Self.mark, systemRoot.string, task.string, opt.string, temporary.string, extra?.string ?? ""] + command,
            environment: Dictionary(
                environment.map { (Self.variablePrefix + $0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
            workingDirectory: "/", isPreparation: true)
    }

    /// Reads the arguments that follow the mark.
    init?(arguments: [String]) {
        guard arguments.count >= 6 else { return nil }
        systemRoot = FilePath(arguments[0])
        task = FilePath(arguments[1])
        opt = FilePath(arguments[2])
        temporary = FilePath(arguments[3])
        extra = arguments[4].isEmpty ? nil : FilePath(arguments[4])
        command = Array(arguments[5...])
    }

    init(directories: EnvironmentDirectories, extra: FilePath?, command: [String]) {
        systemRoot = directories.systemRoot
        task = directories.task
        opt = directories.opt
        temporary = directories.temporary
        self.extra = extra
        self.command = command
    }
}

/// Why a program was not started in a file system of its own.
enum IsolatedStartFailure: Sendable, Hashable {
    /// The machine does not allow such a file system.
    case notAllowed(String)
    /// The program itself cannot be started.
    case notStarted(String)

    private static let notAllowedMark = "isolation: "

    /// Reads what the start said.
    init(message: String) {
        self =
            message.hasPrefix(Self.notAllowedMark)
            ? .notAllowed(String(message.dropFirst(Self.notAllowedMark.count))) : .notStarted(message)
    }

    /// What the start says.
    var message: String {
        switch self {
        case .notAllowed(let reason): Self.notAllowedMark + reason
        case .notStarted(let reason): reason
        }
    }
}
