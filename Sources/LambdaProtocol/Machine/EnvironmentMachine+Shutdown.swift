import JSON

/// A Shutdown phase in progress.
struct ShutdownSequence: Sendable, Hashable {
    var reason: ShutdownReason
    let start: Moment
    /// Whether the environment ends with it; otherwise it is a reset.
    var isFinal: Bool
    /// Whether the runtime is done, so that the extensions get their turn.
    var hasReachedExtensions = false
}

extension EnvironmentMachine {
    mutating func handleShutdown(_ reason: ShutdownReason) {
        switch phase {
        case .finished: act(.finished)
        case .shuttingDown:
            // A reset that is under way continues, but starts no processes afterwards.
            shutdown?.isFinal = true
            refuseWaiting()
        case .new, .initializing, .ready, .dormant, .invoking:
            cancel(.initLimit)
            if let invocation {
                tell(.shutDown)
                if invocation.isLogged {
                    endInvocation(.error(type: EnvironmentFailure.shutDown.errorType))
                } else {
                    cancel(.invocationTimeout)
                    record(.invocationEnded(requestID: invocation.requestID))
                    self.invocation = nil
                }
            }
            refuseWaiting()
            beginShutdown(reason, isFinal: true)
        }
    }

    /// Begins Shutdown: SIGTERM for the runtime if there is an extension, otherwise SIGKILL at once.
    mutating func beginShutdown(_ reason: ShutdownReason, isFinal: Bool) {
        phase = .shuttingDown
        shutdown = ShutdownSequence(reason: reason, start: now, isFinal: isFinal)
        record(.shutdownBegan(reason))
        let hasExternal = extensions.contains(where: \.isExternal)
        let hasInternal = extensions.contains { !$0.isExternal }
        let times = settings.shutdown
        if hasExternal, !processes.isEmpty { wake(.totalShutdown, at: now.elapsed + times.total) }
        guard processes.contains(.runtime) else { return }
        guard hasExternal || hasInternal else { return kill(.runtime) }
        act(.terminate(.runtime))
        let limit = hasInternal ? times.runtimeWithInternalExtension : times.runtimeWithExternalExtension
        wake(.runtimeShutdown, at: now.elapsed + limit)
    }

    mutating func advanceShutdown() -> Bool {
        if !processes.contains(.runtime) { shutDownExtensions() }
        guard processes.isEmpty, let shutdown else { return false }
        end(shutdown)
        return true
    }

    mutating func killAll() {
        // This includes the runtime, whose own limit may be later.
        kill(.runtime)
        for name in settings.extensions { kill(.extension(name)) }
    }

    /// Sends SHUTDOWN to the subscribed extensions, and kills the others.
    private mutating func shutDownExtensions() {
        guard shutdown?.hasReachedExtensions == false else { return }
        shutdown?.hasReachedExtensions = true
        cancel(.runtimeShutdown)
        for index in extensions.indices where extensions[index].isExternal {
            let process = EnvironmentProcess.extension(extensions[index].name)
            guard processes.contains(process) else { continue }
            guard extensions[index].events.contains(.shutdown) else {
                kill(process)
                continue
            }
            if extensions[index].state == .ready {
                deliverShutdown(to: index)
            } else {
                extensions[index].isShutdownDue = true
            }
        }
    }

    mutating func deliverShutdown(to index: Int) {
        guard let shutdown else { return }
        extensions[index].isShutdownDue = false
        extensions[index].state = .running
        // If it disconnected while it waited, the event is lost.
        guard let token = extensions[index].held else { return }
        extensions[index].held = nil
        let deadline = shutdown.start.epochMilliseconds + settings.shutdown.total.milliseconds
        record(.shutdownDelivered(extension: extensions[index].name))
        act(
            .answer(
                token,
                extensionEvent([
                    "eventType": "SHUTDOWN", "shutdownReason": .string(shutdown.reason.rawValue),
                    "deadlineMs": .number(String(deadline)),
                ])
            )
        )
    }

    private mutating func end(_ sequence: ShutdownSequence) {
        cancel(.runtimeShutdown)
        cancel(.totalShutdown)
        // Clients that are not processes of the environment wait for events in vain.
        for token in runtime.held + extensions.compactMap(\.held) { act(.hangUp(token)) }
        runtime.held = []
        extensions = []
        fatalErrorType = nil
        death = nil
        shutdown = nil
        record(.shutdownEnded)
        if sequence.isFinal {
            phase = .finished
            act(.finished)
        } else {
            becomeReady(.dormant)
        }
    }
}
