import SystemPackage

/// The resources of each target of a build, including dependencies.
///
/// Read from the `description.json` that SwiftPM's native build system writes next to the binaries, since
/// `swift package describe` does not include dependencies. It lists only what the current build copies, not bundles
/// that an earlier build left.
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
        let modules = targets.map(Self.moduleName)
        let closure = Set(modules).union(modules.flatMap { dependencies[$0] ?? [] })
        return resources.filter { resource in
            owner(ofBundle: resource.bundle).map(closure.contains) ?? true
        }
    }

    /// The module of a target, by which SwiftPM's description names it.
    package static func moduleName(ofTarget target: String) -> String {
        let name = String(target.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
        return name.first?.isNumber == true ? "_" + name.dropFirst() : name
    }

    /// The module a bundle belongs to: the longest known name that follows the package's name and an underscore.
    private func owner(ofBundle bundle: String) -> String? {
        let name = Self.moduleName(ofTarget: String(bundle.dropLast(Self.bundleSuffix.count)))
        return dependencies.keys.filter { name.hasSuffix("_\($0)") }.max { $0.count < $1.count }
    }
}
