import Building
import Model

/// Functions that one build makes.
struct BuildGroup {
    /// What builds them.
    var decision: BuilderDecision
    /// What their code is made to be.
    var optimization: Optimization
    /// What is added to the options of `swift build`.
    var arguments: [String]
    /// The functions.
    var functions: [LambdaFunction]
}

/// Chooses a builder for each function, all before anything is built, and puts together what one build can make.
struct BuildGrouping {
    let chooser: BuilderChooser
    /// What functions ask of a Swift SDK.
    let needs: @Sendable ([LambdaFunction]) throws -> PackageNeeds

    /// What functions of one build have in common; each brings the libraries that it says.
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
            // What is built on the older system starts on the newer one, too.
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
