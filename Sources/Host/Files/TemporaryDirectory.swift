package import Model
package import SystemPackage

extension Host {
    /// The directory for temporary files: `TMPDIR`, or else `/tmp`; absolute.
    package var temporaryDirectory: FilePath {
        absolute(FilePath(environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"))
    }

    /// Checks whether temporary files can be created, since later failures would blame the package or the compiler.
    ///
    /// - Throws: `TemporaryDirectoryError`.
    package func checkTemporaryDirectory() throws(TemporaryDirectoryError) {
        do throws(FileError) {
            _ = try files.room(in: temporaryDirectory)
        } catch {
            throw TemporaryDirectoryError(directory: temporaryDirectory, reason: error.reason)
        }
    }

    /// The error for a failed command, if the temporary directory may be full; else `nil`.
    package func lackOfTemporaryRoom() -> TemporaryDirectoryError? {
        // With less free space, compilers and functions fail in many ways.
        guard let room = try? files.room(in: temporaryDirectory), room < 1 << 20 else { return nil }
        return TemporaryDirectoryError(directory: temporaryDirectory, reason: .noSpace)
    }
}

/// The temporary directory is unusable.
package struct TemporaryDirectoryError: DiagnosedError, Hashable {
    /// The directory.
    package let directory: FilePath
    /// The system's reason.
    package let reason: Errno

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
