package import Model
package import SystemPackage

extension Host {
    /// The directory for temporary files: `TMPDIR`, or else `/tmp`; absolute.
    package var temporaryDirectory: FilePath {
        absolute(FilePath(environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"))
    }

    /// Finds out whether temporary files can be made at all, for what fails later would blame the package or the compiler.
    ///
    /// - Throws: `TemporaryDirectoryError`.
    package func checkTemporaryDirectory() throws(TemporaryDirectoryError) {
        do throws(FileError) {
            _ = try files.room(in: temporaryDirectory)
        } catch {
            throw TemporaryDirectoryError(directory: temporaryDirectory, reason: error.reason)
        }
    }

    /// Why a command failed, where that may be the want of room for temporary files; else `nil`.
    package func lackOfTemporaryRoom() -> TemporaryDirectoryError? {
        // A file system with less has no room for what a compiler or a function leaves, and reports it in many ways.
        guard let room = try? files.room(in: temporaryDirectory), room < 1 << 20 else { return nil }
        return TemporaryDirectoryError(directory: temporaryDirectory, reason: .noSpace)
    }
}

/// The directory for temporary files cannot be used.
package struct TemporaryDirectoryError: DiagnosedError, Hashable {
    /// The directory.
    package let directory: FilePath
    /// The system's reason.
    package let reason: Errno

    /// One error that names the directory, and how to use another.
    package var diagnostics: [Diagnostic] {
        let way = "or give another directory: TMPDIR=/var/tmp swiftlambda …"
        return [
            reason == .noSpace
                ? .error(
                    "host.temporary-directory-full", "the directory for temporary files, '\(directory)', is full",
                    hints: ["free some space there, then run the same command again; nothing was lost", way])
                : .error(
                    "host.temporary-directory",
                    "the directory for temporary files, '\(directory)', cannot be used: \(reason)",
                    explanation: "It is the one that the environment variable TMPDIR names.",
                    hints: [
                        reason == .noSuchFileOrDirectory
                            ? "make it: mkdir -p \(shellQuoted(directory.string))"
                            : "let your user write there: chmod u+rwx \(shellQuoted(directory.string))", way,
                    ])
        ]
    }

    /// The system refused: `EX_IOERR`.
    package var exitStatus: ExitStatus { .inputOutput }
}
