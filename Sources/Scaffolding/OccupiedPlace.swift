package import Model
package import SystemPackage

/// Something already exists where a new package would go.
package struct OccupiedPlace: DiagnosedError, Hashable {
    /// The package's directory.
    package let directory: FilePath
    /// The paths in it that already exist; empty if the directory is not a directory.
    package let paths: [String]

    /// One error that lists everything that already exists.
    package var diagnostics: [Diagnostic] {
        guard !paths.isEmpty else {
            return [
                .error(
                    "init.not-a-directory", "'\(directory)' exists and is not a directory",
                    hints: ["choose another directory with --directory"])
            ]
        }
        return [
            .error(
                "init.files-exist", "'\(directory)' already contains files of the template",
                explanation: (paths + ["Nothing was changed."]).joined(separator: "\n"),
                hints: [
                    "choose another directory with --directory", "move these files away, and merge them afterwards",
                ])
        ]
    }

    /// The existing files are the user's: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
