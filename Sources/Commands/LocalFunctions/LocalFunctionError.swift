import Model

/// The function that a command line is about cannot be told.
enum LocalFunctionError: DiagnosedError, Hashable {
    /// There are several, and none was named.
    case severalFunctions([String])
    /// A path was given that is read as a function's name.
    case pathNeedsSlash(String)
    /// It has not been packaged.
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
                        "A name without '/' and '.' is a function's; there is a file or directory of that name.",
                    hints: ["give it as a path: ./\(path)"])
            ]
        case .notPackaged(let function, let architecture, let path):
            [
                .error(
                    "local.not-packaged", "'\(function)' has not been packaged for \(architecture)",
                    explanation: "There is no '\(path)'.",
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
