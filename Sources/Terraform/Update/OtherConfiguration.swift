package import Model

/// A directory has generated files of another kind of configuration: of functions instead of the bucket for artifacts, or
/// the reverse.
package struct OtherConfiguration: DiagnosedError, Hashable {
    /// Whether the directory has the bucket.
    package var hasBucket: Bool

    /// The error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "terraform.other-configuration",
                hasBucket
                    ? "the directory has the configuration of the bucket for artifacts, which would be removed"
                    : "the directory has the configuration of functions, which would be removed",
                explanation: "Terraform would then destroy what it describes.",
                hints: ["use another directory with --output", "add --force to replace it"])
        ]
    }

    /// Wrong usage: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}
