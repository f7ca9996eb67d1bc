package import Model
package import SystemPackage

/// A file operation failed.
package struct FileError: DiagnosedError, Hashable {
    /// The kind of operation.
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

    /// The operation.
    package var operation: Operation
    /// The path.
    package var path: FilePath
    /// The system's reason.
    package var reason: Errno
    /// Whether it is a pipe, a socket or a device instead of a file.
    package var isIrregular: Bool

    /// Creates an error.
    package init(_ operation: Operation, _ path: FilePath, _ reason: Errno, isIrregular: Bool = false) {
        self.operation = operation
        self.path = path
        self.reason = reason
        self.isIrregular = isIrregular
    }

    /// One error, with the system's reason and a hint if one helps.
    package var diagnostics: [Diagnostic] {
        if isIrregular {
            return [
                .error(
                    "file.not-regular", "cannot \(operation.rawValue) '\(path)': it is not a regular file",
                    explanation: "It is a pipe, a socket or a device, which may never provide data.",
                    hints: ["write its content to a file and use that file"])
            ]
        }
        var hints: [String] = []
        switch reason {
        case .tooManyOpenFiles:
            hints = ["raise the limit of open files, then run the same command again: ulimit -n 1024"]
        case .noMemory:
            hints = ["raise the memory limit, then run the same command again: ulimit -v unlimited"]
        case .noSpace: hints = ["free some space, then run the same command again; nothing was lost"]
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            hints = ["check who owns '\(path)' and its mode, or choose another directory"]
        default: break
        }
        return [.error("file.\(operation.rawValue)", "cannot \(operation.rawValue) '\(path)': \(reason)", hints: hints)]
    }

    /// The system refused: `EX_IOERR`; an unreadable kind of file is wrong input.
    package var exitStatus: ExitStatus { isIrregular ? .badInput : .inputOutput }
}
