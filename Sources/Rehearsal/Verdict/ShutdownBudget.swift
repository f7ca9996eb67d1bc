package import LambdaProtocol

/// The time that a function has from SIGTERM to its exit.
package struct ShutdownBudget: Sendable, Hashable {
    /// The source of the figure.
    package enum Origin: String, Sendable, Hashable, Codable {
        /// Lambda's documented time for a runtime beside an external extension.
        case externalExtension = "external-extension"
        /// Lambda's documented time for a runtime with an internal extension only.
        case internalExtension = "internal-extension"
        /// No extension: Lambda gives no time.
        case noExtension = "no-extension"
        /// Set by the user.
        case user
    }

    /// The time.
    package var duration: Duration
    /// The source of the figure.
    package var origin: Origin

    /// Creates a budget.
    package init(_ duration: Duration, origin: Origin) {
        self.duration = duration
        self.origin = origin
    }

    /// AWS's emulator's time beside an external extension; more than the service promises.
    package static let emulatorLimit = Duration.milliseconds(600)

    /// Lambda's documented budget for the registered extensions.
    ///
    /// With both external and internal ones the smaller figure counts, because it always holds.
    package static func documented(hasExternal: Bool, hasInternal: Bool) -> ShutdownBudget {
        let times = ShutdownTimes.documented
        if hasExternal { return ShutdownBudget(times.runtimeWithExternalExtension, origin: .externalExtension) }
        if hasInternal { return ShutdownBudget(times.runtimeWithInternalExtension, origin: .internalExtension) }
        return ShutdownBudget(.zero, origin: .noExtension)
    }

    /// The time that a drawing must cover: the budget, the emulator's limit and the latest exit.
    package static func span(of runs: [RehearsalRun], budget: Duration) -> Duration {
        max(emulatorLimit, budget, runs.compactMap(\.measurements.terminationToExit).max() ?? .zero)
    }

    /// The budget that a rehearsal's timeline reveals, unless the user set one.
    package init(in timeline: [TimelineEvent], user: Duration?) {
        if let user {
            self.init(user, origin: .user)
            return
        }
        var hasExternal = false
        var hasInternal = false
        for case .registered(_, let isExternal) in timeline.lazy.map(\.kind) {
            if isExternal { hasExternal = true } else { hasInternal = true }
        }
        self = .documented(hasExternal: hasExternal, hasInternal: hasInternal)
    }

    /// When a rehearsal sends SIGKILL: late enough to observe and measure an exit after the budget.
    package static func rehearsalTimes(user: Duration?) -> ShutdownTimes {
        let limit = max(emulatorLimit, user ?? .zero)
        return ShutdownTimes(
            runtimeWithExternalExtension: limit, runtimeWithInternalExtension: limit,
            total: max(ShutdownTimes.documented.total, limit * 2))
    }
}

extension ShutdownBudget {
    /// The source of the figure, as a sentence.
    package var inWords: String {
        let time = duration.inMilliseconds
        return switch origin {
        case .externalExtension:
            "Beside an external extension such as Lambda Insights, Lambda gives the runtime \(time)."
        case .internalExtension: "With an internal extension alone, Lambda gives the runtime \(time)."
        case .noExtension: "Without an extension, Lambda gives no time at all."
        case .user: "The budget of \(time) was set with --budget."
        }
    }
}
