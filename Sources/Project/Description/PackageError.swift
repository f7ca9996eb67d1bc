package import Model
package import SystemPackage

/// A Swift package that cannot be used.
package enum PackageError: DiagnosedError, Hashable {
    /// The directory has no `Package.swift`.
    case notFound(directory: FilePath)
    /// SwiftPM cannot read the package; its messages say why.
    case unreadable(directory: FilePath, messages: String)
    /// SwiftPM's output has a form that this release does not know.
    case unexpectedDescription(problem: String)
    /// The package has no executable product.
    case noExecutable(package: String)
    /// The package has no product of the name.
    case unknownProduct(String, executables: [String])
    /// The product is not an executable.
    case notExecutable(String, kind: PackageDescription.ProductKind, executables: [String])

    /// The user's package is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus {
        if case .unexpectedDescription = self { .internalFault } else { .badInput }
    }

    /// One error, with the fix.
    package var diagnostics: [Diagnostic] { [diagnostic(at: nil)] }

    /// The error, with the location where the user named the product.
    func diagnostic(at location: Diagnostic.Location?) -> Diagnostic {
        switch self {
        case .notFound(let directory):
            .error(
                "package.not-found", "there is no Package.swift in '\(directory)'",
                hints: ["run the command in the package's directory, or name it with --package-path"])
        case .unreadable(let directory, let messages):
            .error(
                "package.unreadable", "SwiftPM cannot read the package in '\(directory)'",
                explanation: messages.isEmpty ? nil : Self.withoutCompilerCall(messages))
        case .unexpectedDescription(let problem):
            .error(
                "package.unexpected-description", "SwiftPM's description of the package has an unknown form",
                explanation: problem)
        case .noExecutable(let package):
            .error(
                "package.no-executable", "the package '\(package)' has no executable product",
                explanation: "A Lambda function is made from an executable.",
                hints: ["add an `.executableTarget` to Package.swift"])
        case .unknownProduct(let name, let executables):
            .error(
                "package.unknown-product", "the package has no product '\(name)'",
                explanation: Self.listing(executables), location: location,
                hints: nearestName(to: name, among: executables).map { ["did you mean '\($0)'?"] } ?? [])
        case .notExecutable(let name, let kind, let executables):
            .error(
                "package.not-executable", "the product '\(name)' is \(Self.phrase(for: kind)), not an executable",
                explanation: Self.listing(executables), location: location,
                hints: ["name an executable with `product:`, or make '\(name)' an `.executableTarget`"])
        }
    }

    /// SwiftPM's messages about a manifest, without the compiler call, which is longer than the rest.
    private static func withoutCompilerCall(_ messages: String) -> String {
        messages.replacing(/\ ?\(compiled with: \[[^\n]*\]\)/, with: "")
    }

    private static func phrase(for kind: PackageDescription.ProductKind) -> String {
        switch kind {
        case .library: "a library"
        case .plugin: "a plugin"
        case .executable, .other: "something else"
        }
    }

    private static func listing(_ executables: [String]) -> String {
        executables.isEmpty
            ? "The package has no executable product."
            : "Its executable products are \(executables.joined(separator: ", "))."
    }
}
