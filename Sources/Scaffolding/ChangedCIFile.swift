package import Model

/// A file of continuous integration exists, and is not the one that `init` would write.
package struct ChangedCIFile: DiagnosedError, Hashable {
    /// The file as the user would type it.
    package let path: String

    /// Creates the error.
    package init(path: String) {
        self.path = path
    }

    /// One error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "init.ci-exists", "'\(path)' exists and differs from what would be written",
                explanation: "It was edited, the project has changed since, or it has nothing to do with swiftlambda. "
                    + "Nothing was changed.",
                hints: [
                    "mv \(shellQuoted(path: path)) \(shellQuoted(path: path + ".old")), repeat the command, and merge the two"
                ])
        ]
    }

    /// The existing file is the user's: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
