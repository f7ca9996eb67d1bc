/// The parts of SwiftPM's description of a package that are used here.
package struct PackageDescription: Sendable, Hashable, Codable {
    /// The kind of a product.
    package enum ProductKind: String, Sendable, Hashable, Codable {
        case executable
        case library
        case plugin
        case other
    }

    /// A product of the package.
    package struct Product: Sendable, Hashable, Codable {
        /// The product's name.
        package var name: String
        /// Its kind.
        package var kind: ProductKind
        /// The targets it names in the manifest.
        package var targets: [String]

        /// Creates a product.
        package init(name: String, kind: ProductKind, targets: [String]) {
            self.name = name
            self.kind = kind
            self.targets = targets
        }
    }

    /// A target of the package.
    package struct Target: Sendable, Hashable, Codable {
        /// The target's name.
        package var name: String
        /// SwiftPM's word for its kind, such as `executable`, `library` or `test`.
        package var kind: String
        /// Its directory, relative to the package.
        package var path: String
        /// The products that contain it, directly or through targets that depend on it.
        package var products: [String]
        /// The package's own targets that it names as dependencies.
        package var dependencies: [String]

        /// Creates a target.
        package init(name: String, kind: String, path: String, products: [String], dependencies: [String] = []) {
            self.name = name
            self.kind = kind
            self.path = path
            self.products = products
            self.dependencies = dependencies
        }

        /// Whether it runs while other targets are built.
        fileprivate var isForBuilding: Bool { kind == "plugin" || kind == "macro" }
    }

    /// The package's name.
    package var name: String
    /// Its products, by name.
    package var products: [Product]
    /// Its targets, by name.
    package var targets: [Target]
    /// The directories of its dependencies on this machine; absolute.
    package var localDependencies: [String]
    /// The tools version that the package requires.
    package var toolsVersion: String?

    /// Creates a description; products and targets are sorted.
    package init(
        name: String, products: [Product], targets: [Target], localDependencies: [String] = [],
        toolsVersion: String? = nil
    ) {
        self.name = name
        self.products = products.sorted { $0.name < $1.name }
        self.targets = targets.sorted { $0.name < $1.name }
        self.localDependencies = localDependencies.sorted()
        self.toolsVersion = toolsVersion
    }

    /// The executable products, by name.
    package var executables: [Product] { products.filter { $0.kind == .executable } }

    /// The executables without the tools of the package's own plugins, which run on this machine during builds.
    package var functionExecutables: [Product] {
        let tools = Set(targets.filter { $0.kind == "plugin" }.flatMap(\.dependencies))
        return executables.filter { product in !product.targets.contains(where: tools.contains) }
    }

    /// Whether a build of the whole package compiles only some products.
    package func consists(ofProducts names: [String]) -> Bool {
        targets.allSatisfy { target in target.kind == "test" || target.products.contains(where: names.contains) }
            && products.allSatisfy { $0.kind == .library || names.contains($0.name) }
    }

    /// The package's own targets in a product, by name.
    ///
    /// SwiftPM also counts plugins, macros and what they use, but those run on the machine that builds.
    package func targets(ofProduct name: String) -> [Target] {
        let named = products.filter { $0.name == name }.flatMap(\.targets)
        let used = reached(from: named)
        let ofTools = reached(from: targets.filter(\.isForBuilding).flatMap(\.dependencies))
        return targets.filter { target in
            target.products.contains(name) && !target.isForBuilding
                && (used.contains(target.name) || !ofTools.contains(target.name))
        }
    }

    /// The names of targets and of their dependencies, except those of plugins and macros.
    private func reached(from names: [String]) -> Set<String> {
        var reached: Set<String> = []
        var rest = names
        while let name = rest.popLast() {
            guard reached.insert(name).inserted, let target = targets.first(where: { $0.name == name }),
                !target.isForBuilding
            else { continue }
            rest += target.dependencies
        }
        return reached
    }

    /// The executable product of a name.
    ///
    /// - Throws: `PackageError` if the name is unknown or names something else.
    package func executable(named name: String) throws(PackageError) -> Product {
        let namesakes = products.filter { $0.name == name }
        if let executable = namesakes.first(where: { $0.kind == .executable }) { return executable }
        let known = executables.map(\.name)
        guard let product = namesakes.first else { throw .unknownProduct(name, executables: known) }
        throw .notExecutable(name, kind: product.kind, executables: known)
    }
}
