import Host
import Model
import Packaging
import Project
import SystemPackage

extension LocalFunctionFinder {
    /// Finds several functions, in the order they were named; without names, all functions of the package.
    ///
    /// - Throws: if one of them cannot be found, so that nothing runs unless all exist.
    func find(all arguments: [String]) async throws -> [LocalFunction] {
        let names = arguments.filter { !Self.isPath($0) }
        var configured: [String: LocalFunction] = [:]
        if !names.isEmpty || arguments.isEmpty {
            let (project, selected) = try await select(names)
            if arguments.isEmpty { return try selected.map { try function($0, of: project) } }
            for function in selected { configured[function.name] = try self.function(function, of: project) }
        }
        return try arguments.compactMap { argument in
            Self.isPath(argument) ? try function(at: host.absolute(FilePath(argument))) : configured[argument]
        }
    }

    /// The package and its functions of the given names, or all without names.
    func select(_ names: [String]) async throws -> (ResolvedProject, [LambdaFunction]) {
        let path = try names.first { name in
            try host.files.status(of: host.absolute(FilePath(name)), followingLinks: true) != nil
        }
        if let path, try !workspace.isPackage(files: host.files) { throw LocalFunctionError.pathNeedsSlash(path) }
        let settings = try ProjectSettings(
            workspace,
            flags: ProjectOverrides(architectures: Set([architecture].compactMap { $0 }), stage: stage), host: host)
        let sources = try PackageSources(reading: settings, on: host, console: console)
        let project = try await settings.resolve(products: .waived) {
            try await sources.describe(for: .reading)
        }
        do {
            return (project, try project.select(names))
        } catch {
            guard let path, error.unknown.contains(path) else { throw error }
            throw LocalFunctionError.pathNeedsSlash(path)
        }
    }
}
