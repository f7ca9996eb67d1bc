import Building
import Host
import Model
import Packaging

/// Functions that one build makes.
struct BuildGroup {
    var decision: BuilderDecision
    var functions: [PackageRequest.Function]
}

/// Chooses a builder for each function, all before anything is built, and puts together what one build can make.
struct BuildGrouping {
    let options: BuilderOptions
    let chooser: BuilderChooser
    let host: Host

    private struct Wish: Hashable {
        var architecture: Architecture
        var preference: BuilderPreference
    }

    /// The builds, by architecture.
    func group(_ functions: [PackageRequest.Function]) async throws -> [BuildGroup] {
        var wishes: [(wish: Wish, functions: [PackageRequest.Function])] = []
        for function in functions.sorted(by: { $0.settings.architecture < $1.settings.architecture }) {
            let wish = Wish(
                architecture: function.settings.architecture,
                preference: try options.preference(file: function.settings.build, on: host))
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
                wish.architecture, runtime: isForOldest ? .providedAL2 : .providedAL2023, preference: wish.preference)
            if let index = groups.firstIndex(where: {
                $0.decision.architecture == decision.architecture && $0.decision.method == decision.method
            }) {
                groups[index].functions += functions
            } else {
                groups.append(BuildGroup(decision: decision, functions: functions))
            }
        }
        return groups
    }
}

extension BuilderDecision {
    /// Whether the build runs in a container.
    var isInContainer: Bool {
        if case .container = method { true } else { false }
    }
}
