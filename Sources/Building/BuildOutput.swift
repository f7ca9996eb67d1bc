package import Host
import Model
package import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a build left behind: binaries, and SwiftPM's own account of what belongs to which target.
package struct BuildOutput: Sendable, Hashable {
    /// The directory that holds the executables.
    package var binaries: FilePath

    /// Creates the account of a build whose executables are in a directory.
    package init(binaries: FilePath) {
        self.binaries = binaries
    }

    /// The executable of a product.
    ///
    /// - Throws: `BuildError.missingOutput`.
    package func executable(of product: String, files: any FileSystem) throws -> FilePath {
        let path = binaries.appending(product)
        guard let status = try files.status(of: path, followingLinks: true), status.kind == .regular else {
            throw BuildError.missingOutput(path)
        }
        return path
    }

    /// Reads which resources belong to which targets.
    ///
    /// - Throws: `BuildError.unreadableDescription`.
    package func resources(files: any FileSystem) throws -> ResourceIndex {
        let path = binaries.appending("description.json")
        let bytes = try files.read(path, limit: 1 << 30)
        do {
            return ResourceIndex(
                try JSONDecoder().decode(ResourceIndex.Description.self, from: Data(bytes)))
        } catch {
            throw BuildError.unreadableDescription(path, reason: "\(error)")
        }
    }
}

/// A resource of a target, where it lies and where the target's code looks for it.
package struct Resource: Sendable, Hashable {
    /// The file or directory that SwiftPM copies into the bundle.
    package var source: FilePath
    /// The bundle's directory name, `<package>_<target>.resources`.
    package var bundle: String
    /// Where it goes, relative to the executable's directory; begins with the bundle.
    package var destination: String

    /// Creates a resource.
    package init(source: FilePath, bundle: String, destination: String) {
        self.source = source
        self.bundle = bundle
        self.destination = destination
    }
}

/// Which resources each target of a build has, its dependencies' included.
///
/// Read from the `description.json` that SwiftPM's native build system writes beside the binaries, since
/// `swift package describe` does not reach into dependencies. Only what the present build copies is listed: bundles that
/// an earlier build left behind are not.
package struct ResourceIndex: Sendable {
    private var dependencies: [String: [String]]
    private var resources: [Resource]

    struct Description: Decodable {
        struct Copy: Decodable { var inputs: [Node] }
        struct Node: Decodable { var name: String }
        var copyCommands: [String: Copy]
        var targetDependencyMap: [String: [String]]
    }

    init(_ description: Description) {
        dependencies = description.targetDependencyMap
        resources = description.copyCommands.sorted { $0.key < $1.key }.compactMap { output, copy in
            let components = Array(FilePath(output).components)
            guard let index = components.lastIndex(where: { $0.string.hasSuffix(Self.bundleSuffix) }),
                let source = copy.inputs.first
            else { return nil }
            return Resource(
                source: FilePath(source.name), bundle: components[index].string,
                destination: components[index...].map(\.string).joined(separator: "/"))
        }
    }

    private static let bundleSuffix = ".resources"

    /// The resources of some targets and of everything they depend on.
    package func resources(ofTargets targets: [String]) -> [Resource] {
        let closure = Set(targets).union(targets.flatMap { dependencies[$0] ?? [] })
        return resources.filter { resource in
            owner(ofBundle: resource.bundle).map(closure.contains) ?? true
        }
    }

    /// The target a bundle belongs to: the longest known name that follows the package's name and an underscore.
    private func owner(ofBundle bundle: String) -> String? {
        let name = bundle.dropLast(Self.bundleSuffix.count)
        return dependencies.keys.filter { name.hasSuffix("_\($0)") }.max { $0.count < $1.count }
    }
}
