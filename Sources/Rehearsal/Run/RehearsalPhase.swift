import LambdaProtocol

/// A named span of a repetition.
package struct RehearsalPhase: Sendable, Hashable {
    /// The kinds of phases.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The archive and the layers are unpacked.
        case unpack
        /// Init.
        case initialization = "init"
        /// An invocation.
        case invocation
        /// The processes are stopped.
        case frozen
        /// Shutdown, or an environment's reset, which includes it.
        case shutdown
    }

    /// Its kind.
    package var kind: Kind
    /// Its name, such as `Invoke 2`.
    package var title: String
    /// When it began.
    package var start: Duration
    /// When it ended.
    package var end: Duration

    /// How long it took.
    package var length: Duration { end - start }
}

extension RehearsalRun {
    /// The phases, in the order they ended.
    package var phases: [RehearsalPhase] {
        var phases: [RehearsalPhase] = []
        var open: [RehearsalPhase.Kind: Duration] = [:]
        var invocation = 0
        var isReset = false
        func close(_ kind: RehearsalPhase.Kind, _ title: String, at time: Duration) {
            guard let start = open.removeValue(forKey: kind) else { return }
            phases.append(RehearsalPhase(kind: kind, title: title, start: start, end: time))
        }
        for event in timeline {
            switch event.kind {
            case .unpacking: open[.unpack] = event.time
            case .unpacked: close(.unpack, "Unpack", at: event.time)
            case .started:
                if open[.initialization] == nil, invocation == 0 { open[.initialization] = event.time }
            case .initialized, .initFailed: close(.initialization, "Init", at: event.time)
            case .invoked:
                invocation += 1
                open[.invocation] = event.time
            case .invocationEnded: close(.invocation, "Invoke \(invocation)", at: event.time)
            case .frozen: open[.frozen] = event.time
            case .thawed: close(.frozen, "Frozen", at: event.time)
            case .shutdownBegan(let reason):
                close(.initialization, "Init", at: event.time)
                close(.invocation, "Invoke \(invocation)", at: event.time)
                close(.shutdown, "Reset", at: event.time)
                open[.shutdown] = event.time
                isReset = reason != .spindown
            case .shutdownEnded: close(.shutdown, isReset ? "Reset" : "Shutdown", at: event.time)
            default: break
            }
        }
        return phases
    }
}
