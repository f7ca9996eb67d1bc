package import Model
package import SystemPackage

/// An error in collecting the archive's content.
package enum StagingError: DiagnosedError, Hashable {
    /// `include` names a file that does not exist.
    case includeMissing(String, package: FilePath)
    /// The destination of an `include` is outside the archive.
    case includeOutside(String)
    /// Two files have the same path in the archive.
    case clash(path: String, first: String, second: String)
    /// A socket, a device or a pipe.
    case unsupportedKind(FilePath)
    /// A file disappeared during packaging.
    case vanished(FilePath)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .includeMissing(let source, let package):
            [
                .error(
                    "staging.include-missing", "the file to include does not exist: '\(source)'",
                    explanation: "Paths in 'include' are relative to the package directory, '\(package)'.",
                    hints: ["correct the path in swiftlambda.yaml or in --include"])
            ]
        case .includeOutside(let destination):
            [
                .error(
                    "staging.include-outside", "'\(destination)' is outside the archive",
                    explanation: "The destination in 'include' is a relative path without '..'.",
                    hints: ["write --include SRC=DST with a DST such as 'assets/logo.png'"])
            ]
        case .clash(let path, let first, let second):
            [
                .error(
                    "staging.clash", "two files have the path '\(path)' in the archive",
                    explanation: "One comes from \(first), the other from \(second).",
                    hints: ["move one of them with SRC=DST"])
            ]
        case .unsupportedKind(let path):
            [
                .error(
                    "staging.unsupported-kind", "'\(path)' is neither a file, a directory nor a symbolic link",
                    explanation: "Sockets, pipes and devices can't be archived.")
            ]
        case .vanished(let path):
            [
                .error(
                    "staging.vanished", "'\(path)' disappeared",
                    explanation: "It may be a dangling link, "
                        + "or was removed during packaging.")
            ]
        }
    }

    /// The input is wrong: `badInput`.
    package var exitStatus: ExitStatus { .badInput }
}
