import Building
import Model

/// Functions that one build produces.
struct BuildGroup {
    /// The builder.
    var decision: BuilderDecision
    /// What they are optimized for.
    var optimization: Optimization
    /// More options for `swift build`.
    var arguments: [String]
    /// The functions.
    var functions: [LambdaFunction]
}

/// Chooses a builder for each function before anything is built, and groups what one build can produce.
struct BuildGrouping {
    let chooser: BuilderChooser
    /// What functions need from a Swift SDK.
    let needs: @Sendable ([LambdaFunction]) throws -> PackageNeeds

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
    func group(_ functions: [LambdaFunction]) async throws -> [BuildGroup] {
        var alike: [(key: Key, functions: [LambdaFunction])] = []
        for function in functions.sorted(by: { $0.architecture < $1.architecture }) {
            let key = Key(function)
            if let index = alike.firstIndex(where: { $0.key == key }) {
                alike[index].functions.append(function)
            } else {
                alike.append((key, [function]))
            }
        }
        var groups: [BuildGroup] = []
        for (key, functions) in alike {
            // What is built on the older system also starts on the newer one.
            let isForOldest = functions.contains { $0.runtime == .providedAL2 }
            let decision = try await chooser.decide(
                key.architecture, runtime: isForOldest ? .providedAL2 : .providedAL2023, preference: key.build.builder,
                needs: { [needs] in try needs(functions) })
            if let index = groups.firstIndex(where: {
                $0.decision.architecture == decision.architecture && $0.decision.method == decision.method
                    && $0.optimization == key.build.optimization && $0.arguments == key.build.arguments
            }) {
                groups[index].functions += functions
            } else {
                groups.append(
                    BuildGroup(
                        decision: decision, optimization: key.build.optimization, arguments: key.build.arguments,
                        functions: functions))
            }
        }
        return groups
    }
}
