import Console
import Host
import LocalEnvironment
import Model
import Packaging
import Project
import SystemPackage

/// Finds the function that a command line names.
struct LocalFunctionFinder {
    /// A function, an archive or a directory; `nil` for the only function of the package.
    let argument: String?
    /// The directories of the package.
    let workspace: Workspace
    /// The architecture that the user chose.
    let architecture: Architecture?
    /// The stage whose settings apply.
    var stage: String?
    let host: Host
    let console: CommandConsole

    func find() async throws -> LocalFunction {
        if let argument, Self.isPath(argument) { return try function(at: host.absolute(FilePath(argument))) }
        let (project, selected) = try await select(argument.map { [$0] } ?? [])
        guard selected.count == 1, let function = selected.first else {
            throw LocalFunctionError.severalFunctions(selected.map(\.name))
        }
        return try self.function(function, of: project)
    }

    /// Whether an argument is a path rather than a function's name, which has neither slash nor dot.
    static func isPath(_ argument: String) -> Bool {
        argument.contains("/") || argument.contains(".")
    }

    func function(_ function: LambdaFunction, of project: ResolvedProject) throws -> LocalFunction {
        let archive = OutputLayout(output: workspace.output)
            .directory(function: function.name, architecture: function.architecture)
            .appending(OutputLayout.archiveName)
        guard try host.files.status(of: archive, followingLinks: true) != nil else {
            throw LocalFunctionError.notPackaged(
                function: function.name, architecture: function.architecture,
                path: archive.shown(from: host.workingDirectory))
        }
        return LocalFunction(
            name: function.name, code: archive, architecture: function.architecture,
            emulatedRoot: try host.emulatedRoot(for: function.architecture), memory: function.memory,
            timeout: .seconds(function.timeout), variables: function.environment,
            hasInsights: function.insights != .disabled, otherLayers: function.layers, logs: function.logs,
            hasRegion: project.region(of: stage) != nil, region: project.region(of: stage)?.name ?? "us-east-1",
            account: project.account ?? "123456789012", examples: function.examples)
    }

    /// A function that is known by its code alone; it has the default settings.
    func function(at path: FilePath) throws -> LocalFunction {
        let traits = try CodeTraits(ofCode: path, files: host.files)
        guard let current = traits.architecture ?? .current else {
            throw MissingArchitecture()
        }
        let defaults = LambdaFunction(name: name(of: path), product: "", architecture: current)
        return LocalFunction(
            name: defaults.name, code: path, architecture: current,
            emulatedRoot: try host.emulatedRoot(for: current), memory: defaults.memory,
            timeout: .seconds(defaults.timeout), variables: [:], hasInsights: true, isSwift: traits.isSwift,
            isOfPackage: false)
    }

    /// The name for a function known by its path: that of the archive, or of the directory that `package` created.
    private func name(of path: FilePath) -> String {
        let isOurs = path.lastComponent?.string == OutputLayout.archiveName
        let named = isOurs ? path.removingLastComponent().removingLastComponent() : path
        let characters = (named.stem ?? "function").filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
        }
        return characters.isEmpty ? "function" : String(characters.prefix(64))
    }
}
