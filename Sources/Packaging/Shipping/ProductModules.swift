import Building
import SystemPackage

/// The modules of a product and the files that they are compiled from.
///
/// Read from the `description.json` that SwiftPM's native build system writes next to the binaries. Macros and plug-ins
/// run during the build and do not belong to the product.
struct ProductModules {
    /// The part of the description that is used here.
    struct Description: Decodable {
        struct Command: Decodable {
            var moduleName: String
            var sources: [String]
            var otherArguments: [String]
            var tempsPath: String
        }
        var swiftCommands: [String: Command]
        var targetDependencyMap: [String: [String]]
    }

    private let description: Description

    init(_ description: Description) {
        self.description = description
    }

    /// The absolute paths that the compiler reads for some targets and everything they depend on.
    ///
    /// C modules appear through the search paths of the Swift modules that import them.
    func inputs(ofTargets targets: [String]) -> [FilePath] {
        let modules = targets.map(ResourceIndex.moduleName)
        let closure = Set(modules).union(modules.flatMap { description.targetDependencyMap[$0] ?? [] })
        return description.swiftCommands.values
            .filter { closure.contains($0.moduleName) && !$0.tempsPath.hasSuffix("-tool.build") }
            .flatMap { $0.sources + $0.otherArguments.compactMap(Self.path) }
            .map { FilePath($0) }
    }

    /// The path in an argument, which may follow the name of an option.
    private static func path(in argument: String) -> String? {
        if argument.hasPrefix("/") { return argument }
        for option in ["-I", "-fmodule-map-file="] where argument.hasPrefix(option + "/") {
            return String(argument.dropFirst(option.count))
        }
        return nil
    }
}
