package import Model
package import SystemPackage

/// The temporary directory is unusable.
package struct TemporaryDirectoryError: DiagnosedError, Hashable {
    /// The directory.
    package let directory: FilePath
    /// The system's reason.
    package let reason: Errno

    /// Creates the error.
    package init(directory: FilePath, reason: Errno) {
        self.directory = directory
        self.reason = reason
    }

    /// One error that names the directory, and how to use another.
    package var diagnostics: [Diagnostic] {
        let way = "or use another directory: TMPDIR=/var/tmp swiftlambda …"
        return [
            reason == .noSpace
                ? .error(
                    "host.temporary-directory-full", "the temporary directory '\(directory)' is full",
                    hints: ["free some space there, then run the same command again; nothing was lost", way])
                : .error(
                    "host.temporary-directory",
                    "the temporary directory '\(directory)' is unusable: \(reason)",
                    explanation: "The environment variable TMPDIR sets it.",
                    hints: [
                        reason == .noSuchFileOrDirectory
                            ? "create it: mkdir -p \(shellQuoted(directory.string))"
                            : "make it writable for your user: chmod u+rwx \(shellQuoted(directory.string))", way,
                    ])
        ]
    }

    /// The system refused: `EX_IOERR`.
    package var exitStatus: ExitStatus { .inputOutput }
}
