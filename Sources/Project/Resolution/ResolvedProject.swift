package import Model
package import SystemPackage

/// A project with every setting resolved: an optional that is `nil` in its functions is also absent on Lambda.
package struct ResolvedProject: Sendable, Hashable {
    /// The project's directories.
    package var workspace: Workspace
    /// The configuration file, if there is one; absolute.
    package var configurationFile: FilePath?
    /// The functions, by name; each once for each requested architecture, and as they are in the requested stage.
    package var functions: [LambdaFunction]
    /// The functions in each stage and region.
    package var places: [PlacedFunctions]
    /// The regions, in the order given; may be empty.
    package var regions: [Region]
    /// The account, twelve digits, if given.
    package var account: String?
    /// The bucket for archives, if they are to be deployed from one.
    package var artifacts: ArtifactStore?
    /// How functions are deployed.
    package var deploy: DeploySettings
    /// The stages to which only committed sources are deployed.
    package var protectedStages: Set<String>
    /// Warnings about the configuration, by function.
    package var warnings: [String: [Diagnostic]]
    /// Warnings about the project as a whole.
    package var generalWarnings: [Diagnostic]

    /// Creates a project.
    package init(
        workspace: Workspace,
        configurationFile: FilePath? = nil,
        functions: [LambdaFunction],
        places: [PlacedFunctions] = [],
        regions: [Region] = [],
        account: String? = nil,
        artifacts: ArtifactStore? = nil,
        deploy: DeploySettings = DeploySettings(),
        protectedStages: Set<String> = [],
        warnings: [String: [Diagnostic]] = [:],
        generalWarnings: [Diagnostic] = []
    ) {
        self.workspace = workspace
        self.configurationFile = configurationFile
        self.functions = functions
        self.places = places
        self.regions = regions
        self.account = account
        self.artifacts = artifacts
        self.deploy = deploy
        self.protectedStages = protectedStages
        self.warnings = warnings
        self.generalWarnings = generalWarnings
    }

    /// Warnings about the project and the configuration of some functions, each once.
    package func warnings(of functions: [LambdaFunction]) -> [Diagnostic] {
        var known: Set<Diagnostic> = []
        return (generalWarnings + functions.flatMap { warnings[$0.name] ?? [] }).filter { known.insert($0).inserted }
    }

    /// The functions of the given names, or all without names; by name.
    package func select(_ names: [String]) throws(SelectionError) -> [LambdaFunction] {
        guard !names.isEmpty else { return functions }
        let known = functions.map(\.name).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else { throw SelectionError(unknown: unknown, known: known) }
        return functions.filter { names.contains($0.name) }
    }

    /// The first region of a stage, or of the project.
    package func region(of stage: String?) -> Region? {
        guard let stage else { return regions.first }
        return places.first { $0.place.stage == stage }?.place.region
    }

    /// Some functions in each stage and region.
    package func places(of functions: [LambdaFunction]) -> [PlacedFunctions] {
        let names = Set(functions.map(\.name))
        return places.map { placed in
            var placed = placed
            placed.functions.removeAll { !names.contains($0.name) }
            return placed
        }
    }
}
