package import Model
package import SystemPackage

/// No usable Swift toolchain.
package enum ToolchainError: DiagnosedError, Hashable {
    /// `PATH` has no `swift`.
    case noSwift
    /// `swift` did not print its version and target.
    case noAnswer(swift: FilePath, message: String)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .noSwift:
            [
                .error(
                    "toolchain.missing", "no Swift toolchain found",
                    explanation: "'swift' is not in PATH.",
                    hints: [
                        "install Swift from https://www.swift.org/install, then open a new shell",
                        "or use the Swift of a container image: swiftlambda package --builder container",
                    ])
            ]
        case .noAnswer(let swift, let message):
            [
                .error(
                    "toolchain.unusable", "'\(swift)' does not respond like a Swift compiler", explanation: message,
                    hints: ["run '\(swift) -print-target-info' to see its output"])
            ]
        }
    }

    /// A needed tool is missing: `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
