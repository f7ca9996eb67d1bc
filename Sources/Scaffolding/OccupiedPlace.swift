public import Model
public import SystemPackage

/// Something is where a new package would go.
public struct OccupiedPlace: DiagnosedError, Hashable {
    /// The package's directory.
    public let directory: FilePath
    /// The paths in it that are taken; none where the directory itself is no directory.
    public let paths: [String]

    /// One error that names everything that is in the way.
    public var diagnostics: [Diagnostic] {
        guard !paths.isEmpty else {
            return [
                .error(
                    "init.not-a-directory", "'\(directory)' is there and is no directory",
                    hints: ["name another directory with --directory"])
            ]
        }
        return [
            .error(
                "init.files-exist", "'\(directory)' has files that the template has too",
                explanation: (paths + ["They are left as they are, and nothing was written."]).joined(separator: "\n"),
                hints: [
                    "name another directory with --directory", "move them away, and bring them together afterwards",
                ])
        ]
    }

    /// What is there is the user's: `EX_DATAERR`.
    public var exitStatus: ExitStatus { .badInput }
}
