package import Model
package import SystemPackage

/// A manifest is not one that `package` wrote.
package struct ManifestError: DiagnosedError, Hashable {
    /// The file.
    package var path: FilePath

    /// Creates the error.
    package init(path: FilePath) {
        self.path = path
    }

    /// One error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "manifest.unreadable", "'\(path)' is not a swiftlambda manifest",
                hints: ["remove it and run 'swiftlambda package' again"])
        ]
    }

    /// The input is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
