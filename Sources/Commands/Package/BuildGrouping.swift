import Building
import Host
import Model
import Packaging
import Project

/// Functions that one build makes.
struct BuildGroup {
    var decision: BuilderDecision
    var optimization: Optimization
    var arguments: [String]
    var functions: [PackageRequest.Function]
}

/// Chooses a builder for each function, all before anything is built, and puts together what one build can make.
struct BuildGrouping {
    let options: BuilderOptions
    let chooser: BuilderChooser
    /// What the user asked for.
    let optimization: Optimization?
    /// What the user adds to the options of `swift build`, after what the configuration adds.
    let arguments: [String]
    /// What functions ask of a Swift SDK.
    let needs: @Sendable ([PackageRequest.Function]) throws -> PackageNeeds
    let host: Host

    private struct Wish: Hashable {
        var architecture: Architecture
        var preference: BuilderPreference
        var optimization: Optimization
        var arguments: [String]
    }

    /// The builds, by architecture.
    func group(_ functions: [PackageRequest.Function]) async throws -> [BuildGroup] {
        var wishes: [(wish: Wish, functions: [PackageRequest.Function])] = []
        for function in functions.sorted(by: { $0.settings.architecture < $1.settings.architecture }) {
            let wish = Wish(
                architecture: function.settings.architecture,
                preference: try options.preference(file: function.settings.build, on: host),
                optimization: try SettingVariable.optimization.resolve(
                    flag: optimization, in: host.environment, file: function.settings.build.optimize) ?? .none,
                arguments: (function.settings.build.arguments ?? []) + arguments)
            if let index = wishes.firstIndex(where: { $0.wish == wish }) {
                wishes[index].functions.append(function)
            } else {
                wishes.append((wish, [function]))
            }
        }
        var groups: [BuildGroup] = []
        for (wish, functions) in wishes {
            // What is built on the older system starts on the newer one, too.
            let isForOldest = functions.contains { $0.settings.runtime == .providedAL2 }
            let decision = try await chooser.decide(
                wish.architecture, runtime: isForOldest ? .providedAL2 : .providedAL2023, preference: wish.preference,
                needs: { [needs] in try needs(functions) })
            if let index = groups.firstIndex(where: {
                $0.decision.architecture == decision.architecture && $0.decision.method == decision.method
                    && $0.optimization == wish.optimization && $0.arguments == wish.arguments
            }) {
                groups[index].functions += functions
            } else {
                groups.append(
                    BuildGroup(
                        decision: decision, optimization: wish.optimization, arguments: wish.arguments,
                        functions: functions))
            }
        }
        return groups
    }
}
