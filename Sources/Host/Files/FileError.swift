package import Model
package import SystemPackage

/// The system refused to do something to a file.
package struct FileError: DiagnosedError, Hashable {
    /// What was tried.
    package enum Operation: String, Sendable, Hashable {
        case read
        case write
        case create
        case rename
        case remove
        case list
        case lock
        case link
    }

    /// What was tried.
    package var operation: Operation
    /// On what.
    package var path: FilePath
    /// The system's reason.
    package var reason: Errno
    /// Whether it is a pipe, a socket or a device where a file is wanted.
    package var isIrregular: Bool

    /// Creates an error.
    package init(_ operation: Operation, _ path: FilePath, _ reason: Errno, isIrregular: Bool = false) {
        self.operation = operation
        self.path = path
        self.reason = reason
        self.isIrregular = isIrregular
    }

    /// One error, with the system's reason and a hint where one helps.
    package var diagnostics: [Diagnostic] {
        if isIrregular {
            return [
                .error(
                    "file.not-regular", "cannot \(operation.rawValue) '\(path)': it is not a regular file",
                    explanation: "It is a pipe, a socket or a device, which may never have anything to read.",
                    hints: ["write its content to a file and name that"])
            ]
        }
        var hints: [String] = []
        switch reason {
        case .tooManyOpenFiles:
            hints = ["allow more open files, then run the same command again: ulimit -n 1024"]
        case .noMemory:
            hints = ["allow more memory, then run the same command again: ulimit -v unlimited"]
        case .noSpace: hints = ["free some space, then run the same command again; nothing was lost"]
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            hints = ["check who owns '\(path)' and its mode, or choose another directory"]
        default: break
        }
        return [.error("file.\(operation.rawValue)", "cannot \(operation.rawValue) '\(path)': \(reason)", hints: hints)]
    }

    /// The system refused: `EX_IOERR`; what can never be read is wrong input.
    package var exitStatus: ExitStatus { isIrregular ? .badInput : .inputOutput }
}
