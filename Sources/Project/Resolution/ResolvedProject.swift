package import Model
package import SystemPackage

/// A project with every setting resolved: what is optional in its functions is absent on Lambda, too.
package struct ResolvedProject: Sendable, Hashable {
    /// Where the project is worked on.
    package var workspace: Workspace
    /// The configuration file, where there is one; absolute.
    package var configurationFile: FilePath?
    /// The functions, by name; each once for each architecture that was asked for.
    package var functions: [LambdaFunction]
    /// The regions, in the order given; empty where none was.
    package var regions: [Region]
    /// The account, twelve digits, where it was given.
    package var account: String?
    /// What the user ought to know of the configuration, by function.
    package var warnings: [String: [Diagnostic]]

    /// Creates a project.
    package init(
        workspace: Workspace,
        configurationFile: FilePath? = nil,
        functions: [LambdaFunction],
        regions: [Region] = [],
        account: String? = nil,
        warnings: [String: [Diagnostic]] = [:]
    ) {
        self.workspace = workspace
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

    /// The functions of the given names, or all where none is given; by name.
    package func select(_ names: [String]) throws(SelectionError) -> [LambdaFunction] {
        guard !names.isEmpty else { return functions }
        let known = functions.map(\.name).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else { throw SelectionError(unknown: unknown, known: known) }
        return functions.filter { names.contains($0.name) }
    }
}
