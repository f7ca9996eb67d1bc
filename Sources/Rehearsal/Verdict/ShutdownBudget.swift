package import LambdaProtocol

/// The time that a function has from SIGTERM to its exit.
package struct ShutdownBudget: Sendable, Hashable {
    /// Where the figure is from.
    package enum Origin: String, Sendable, Hashable, Codable {
        /// Lambda documents it for a runtime beside an external extension.
        case externalExtension = "external-extension"
        /// Lambda documents it for a runtime with an internal extension only.
        case internalExtension = "internal-extension"
        /// No extension: Lambda gives no time.
        case noExtension = "no-extension"
        /// The user named it.
        case user
    }

    /// The time.
    package var duration: Duration
    /// Where the figure is from.
    package var origin: Origin

    /// Creates a budget.
    package init(_ duration: Duration, origin: Origin) {
        self.duration = duration
        self.origin = origin
    }

    /// What the emulator gives beside an external extension; more than the service promises.
    package static let emulatorLimit = Duration.milliseconds(600)

    /// The budget that Lambda documents for the extensions that were registered.
    ///
    /// With external and internal ones the smaller figure counts: it is the one that always holds.
    package static func documented(hasExternal: Bool, hasInternal: Bool) -> ShutdownBudget {
        let times = ShutdownTimes.documented
        if hasExternal { return ShutdownBudget(times.runtimeWithExternalExtension, origin: .externalExtension) }
        if hasInternal { return ShutdownBudget(times.runtimeWithInternalExtension, origin: .internalExtension) }
        return ShutdownBudget(.zero, origin: .noExtension)
    }

    /// The time that a drawing of repetitions must have room for: the budget, the emulator's limit and the latest exit.
    package static func span(of runs: [RehearsalRun], budget: Duration) -> Duration {
        max(emulatorLimit, budget, runs.compactMap(\.measurements.terminationToExit).max() ?? .zero)
    }

    /// The budget that a rehearsal's timeline shows, unless the user named one.
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

    /// When a rehearsal sends SIGKILL: late enough that an exit after the budget is seen and measured.
    package static func rehearsalTimes(user: Duration?) -> ShutdownTimes {
        let limit = max(emulatorLimit, user ?? .zero)
        return ShutdownTimes(
            runtimeWithExternalExtension: limit, runtimeWithInternalExtension: limit,
            total: max(ShutdownTimes.documented.total, limit * 2))
    }
}

extension ShutdownBudget {
    /// Where the figure is from, as a sentence.
    package var inWords: String {
        let time = duration.inMilliseconds
        return switch origin {
        case .externalExtension:
            "Beside an external extension such as Lambda Insights, Lambda gives the runtime \(time)."
        case .internalExtension: "With an internal extension alone, Lambda gives the runtime \(time)."
        case .noExtension: "Without an extension, Lambda gives no time at all."
        case .user: "The budget of \(time) was given with --budget."
        }
    }
}
