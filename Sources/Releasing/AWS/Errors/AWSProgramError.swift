import Model
import SystemPackage

/// No usable AWS command line.
enum AWSProgramError: DiagnosedError, Hashable {
    /// `PATH` has no `aws`.
    case missing
    /// `aws` did not print its version.
    case noAnswer(FilePath, message: String)
    /// It lacks options that the calls need.
    case tooOld(FilePath, AWSCLIVersion)

    private static let guide = "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"

    /// One error.
    var diagnostics: [Diagnostic] {
        switch self {
        case .missing:
            [
                .error(
                    "aws.missing", "the AWS command line is not installed",
                    explanation: "'aws' is not in PATH. swiftlambda calls AWS through it, with your profiles.",
                    hints: ["install it: \(Self.guide)", "or from PyPI: pip install awscli"])
            ]
        case .noAnswer(let program, let message):
            [
                .error(
                    "aws.unusable", "'\(program)' does not respond like the AWS command line", explanation: message,
                    hints: ["see its output: \(shellQuoted(path: program.string)) --version"])
            ]
        case .tooOld(let program, let version):
            [
                .error(
                    "aws.too-old", "the AWS command line \(version.number) is too old",
                    explanation: "'\(program)' can't make an upload depend on what is in the bucket. "
                        + "At least \(AWSCLIVersion.oldest.second) is needed, "
                        + "or \(AWSCLIVersion.oldest.first) of the first generation.",
                    hints: ["install a newer version: \(Self.guide)"])
            ]
        }
    }

    /// A needed tool is missing: `EX_UNAVAILABLE`.
    var exitStatus: ExitStatus { .unavailable }
}
