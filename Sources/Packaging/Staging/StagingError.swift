package import Model
package import SystemPackage

/// The archive's content could not be gathered.
package enum StagingError: DiagnosedError, Hashable {
    /// `include` names something that is not there.
    case includeMissing(String, package: FilePath)
    /// The destination of an `include` is not inside the archive.
    case includeOutside(String)
    /// Two things claim one path of the archive.
    case clash(path: String, first: String, second: String)
    /// A socket, a device or a pipe.
    case unsupportedKind(FilePath)
    /// Something was there a moment ago and is gone.
    case vanished(FilePath)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .includeMissing(let source, let package):
            [
                .error(
                    "staging.include-missing", "there is no '\(source)' to include",
                    explanation: "Paths of include start from the package's directory, '\(package)'.",
                    hints: ["correct the path in swiftlambda.yaml or in --include"])
            ]
        case .includeOutside(let destination):
            [
                .error(
                    "staging.include-outside", "'\(destination)' is not a place inside the archive",
                    explanation: "The destination of an include is a relative path without '..'.",
                    hints: ["write --include SRC=DST with a DST such as 'assets/logo.png'"])
            ]
        case .clash(let path, let first, let second):
            [
                .error(
                    "staging.clash", "two things would be '\(path)' in the archive",
                    explanation: "One is from \(first), the other from \(second).",
                    hints: ["give one of them another place with SRC=DST"])
            ]
        case .unsupportedKind(let path):
            [
                .error(
                    "staging.unsupported-kind", "'\(path)' is neither a file, a directory nor a symbolic link",
                    explanation: "Sockets, pipes and devices cannot be archived.")
            ]
        case .vanished(let path):
            [
                .error(
                    "staging.vanished", "'\(path)' is gone",
                    explanation: "It may be a link to something that does not exist, "
                        + "or was removed while the function was packaged.")
            ]
        }
    }

    /// What the user asked to package is wrong: `badInput`.
    package var exitStatus: ExitStatus { .badInput }
}
