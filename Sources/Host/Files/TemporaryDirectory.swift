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
