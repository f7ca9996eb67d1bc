package import Model
package import SystemPackage

/// Something is where a new package would go.
package struct OccupiedPlace: DiagnosedError, Hashable {
    /// The package's directory.
    package let directory: FilePath
    /// The paths in it that are taken; none where the directory itself is no directory.
    package let paths: [String]

    /// One error that names everything that is in the way.
    package var diagnostics: [Diagnostic] {
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
    package var exitStatus: ExitStatus { .badInput }
}
