package import Model
package import SystemPackage

/// A project with every setting resolved.
package struct ResolvedProject: Sendable, Hashable {
    /// The package's directory; absolute.
    package var packagePath: FilePath
    /// The configuration file, where there is one; absolute.
    package var configurationFile: FilePath?
    /// The functions, by name.
    package var functions: [LambdaFunction]
    /// The regions, in the order given; empty where none was.
    package var regions: [Region]
    /// The account, twelve digits, where it was given.
    package var account: String?
    /// What the user ought to know of the configuration, by function.
    package var warnings: [String: [Diagnostic]]

    /// Creates a project.
    package init(
        packagePath: FilePath,
        configurationFile: FilePath? = nil,
        functions: [LambdaFunction],
        regions: [Region] = [],
        account: String? = nil,
        warnings: [String: [Diagnostic]] = [:]
    ) {
        self.packagePath = packagePath
        self.configurationFile = configurationFile
        self.functions = functions
        self.regions = regions
        self.account = account
        self.warnings = warnings
    }

    /// What the user ought to know of the configuration of some functions, each thing once.
    package func warnings(of functions: [LambdaFunction]) -> [Diagnostic] {
        var known: Set<Diagnostic> = []
        return functions.flatMap { warnings[$0.name] ?? [] }.filter { known.insert($0).inserted }
    }

    /// The functions of the given names, or all where none is given; by name, each once.
    package func select(_ names: [String]) throws(SelectionError) -> [LambdaFunction] {
        guard !names.isEmpty else { return functions }
        let known = functions.map(\.name)
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else { throw SelectionError(unknown: unknown, known: known) }
        return functions.filter { names.contains($0.name) }
    }
}

/// Functions were asked for that the project does not have.
package struct SelectionError: DiagnosedError, Hashable {
    /// The names that are not known.
    package let unknown: [String]
    /// The names that are.
    package let known: [String]

    /// One error for each unknown name, with the nearest known one.
    package var diagnostics: [Diagnostic] {
        unknown.map { name in
            .error(
                "project.unknown-function", "there is no function '\(name)'",
                explanation: "The functions are \(known.joined(separator: ", ")).",
                hints: nearestName(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
        }
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}
