package import Building
package import Model
package import Project

/// Chooses a builder for each function before anything is built, and groups what one build can produce.
package struct BuildGrouping {
    private let chooser: BuilderChooser
    private let needs: @Sendable ([LambdaFunction]) throws -> PackageNeeds

    /// Creates a grouping.
    ///
    /// - Parameter needs: what functions need from a Swift SDK.
    package init(chooser: BuilderChooser, needs: @escaping @Sendable ([LambdaFunction]) throws -> PackageNeeds) {
        self.chooser = chooser
        self.needs = needs
    }

    /// What functions of one build have in common; bundling may differ.
    private struct Key: Hashable {
        var architecture: Architecture
        var build: FunctionBuild

        init(_ function: LambdaFunction) {
            architecture = function.architecture
            build = function.build
            build.bundle = .auto
        }
    }

    /// The builds, by architecture.
    ///
    /// - Parameter description: the package's, which has the functions' products.
    package func builds(of functions: [LambdaFunction], in description: PackageDescription) async throws
        -> [PackageBuild]
    {
        var alike: [(key: Key, functions: [LambdaFunction])] = []
        for function in functions.sorted(by: { $0.architecture < $1.architecture }) {
            let key = Key(function)
            if let index = alike.firstIndex(where: { $0.key == key }) {
                alike[index].functions.append(function)
            } else {
                alike.append((key, [function]))
            }
        }
        var builds: [PackageBuild] = []
        for (key, functions) in alike {
            // What is built on the older system also starts on the newer one.
            let isForOldest = functions.contains { $0.runtime == .providedAL2 }
            let builder = try await chooser.decide(
                key.architecture, runtime: isForOldest ? .providedAL2 : .providedAL2023, preference: key.build.builder,
                needs: { [needs] in try needs(functions) })
            let made = try functions.map { function in
                PackageBuild.Function(
                    settings: function, targets: try description.executable(named: function.product).targets)
            }
            if let index = builds.firstIndex(where: {
                $0.builder.architecture == builder.architecture && $0.builder.method == builder.method
                    && $0.optimization == key.build.optimization && $0.forwards == key.build.forwards
                    && $0.arguments == key.build.arguments
            }) {
                builds[index].functions += made
            } else {
                builds.append(
                    PackageBuild(
                        functions: made, builder: builder, optimization: key.build.optimization,
                        forwards: key.build.forwards, arguments: key.build.arguments))
            }
        }
        for index in builds.indices {
            let products = builds[index].functions.map(\.settings.product)
            builds[index].isWholePackage = description.consists(ofProducts: products)
        }
        return builds
    }
}
