import Model

/// The command line does not determine a function to run.
enum LocalFunctionError: DiagnosedError, Hashable {
    /// The package has several, and none was named.
    case severalFunctions([String])
    /// A path that is read as a function's name.
    case pathNeedsSlash(String)
    /// The function has not been packaged.
    case notPackaged(function: String, architecture: Architecture, path: String)

    var diagnostics: [Diagnostic] {
        switch self {
        case .severalFunctions(let names):
            [
                .error(
                    "usage.several-functions", "the package has \(names.count) functions; name one of them",
                    explanation: "They are \(names.joined(separator: ", ")).")
            ]
        case .pathNeedsSlash(let path):
            [
                .error(
                    "usage.path-needs-slash", "there is no function '\(path)'",
                    explanation:
                        "A name without '/' or '.' is a function's; a file or directory has that name.",
                    hints: ["to use that, write a path: ./\(path)"])
            ]
        case .notPackaged(let function, let architecture, let path):
            [
                .error(
                    "local.not-packaged", "'\(function)' has not been packaged for \(architecture)",
                    explanation: "'\(path)' does not exist.",
                    hints: [
                        "swiftlambda package \(function)"
                            + (architecture == .current ? "" : " --arch \(architecture)")
                    ])
            ]
        }
    }

    var exitStatus: ExitStatus {
        switch self {
        case .severalFunctions, .pathNeedsSlash: .usage
        case .notPackaged: .badInput
        }
    }
}
