public import Model
public import SystemPackage

/// A project with every setting resolved.
public struct ResolvedProject: Sendable, Hashable {
    /// The package's directory; absolute.
    public var packagePath: FilePath
    /// The configuration file, where there is one; absolute.
    public var configurationFile: FilePath?
    /// The functions, by name.
    public var functions: [LambdaFunction]
    /// The regions, in the order given; empty where none was.
    public var regions: [Region]
    /// The account, twelve digits, where it was given.
    public var account: String?
    /// What the user ought to know of the configuration, by function.
    public var warnings: [String: [Diagnostic]]

    /// Creates a project.
    public init(
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
    public func warnings(of functions: [LambdaFunction]) -> [Diagnostic] {
        var known: Set<Diagnostic> = []
        return functions.flatMap { warnings[$0.name] ?? [] }.filter { known.insert($0).inserted }
    }

    /// The functions of the given names, or all where none is given; by name, each once.
    public func select(_ names: [String]) throws(SelectionError) -> [LambdaFunction] {
        guard !names.isEmpty else { return functions }
        let known = functions.map(\.name)
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else { throw SelectionError(unknown: unknown, known: known) }
        return functions.filter { names.contains($0.name) }
    }
}

/// Functions were asked for that the project does not have.
public struct SelectionError: DiagnosedError, Hashable {
    /// The names that are not known.
    public let unknown: [String]
    /// The names that are.
    public let known: [String]

    /// One error for each unknown name, with the nearest known one.
    public var diagnostics: [Diagnostic] {
        unknown.map { name in
            .error(
                "project.unknown-function", "there is no function '\(name)'",
                explanation: "The functions are \(known.joined(separator: ", ")).",
                hints: nearestName(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
        }
    }

    /// The call was wrong: `EX_USAGE`.
    public var exitStatus: ExitStatus { .usage }
}
