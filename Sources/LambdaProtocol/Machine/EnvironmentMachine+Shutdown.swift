/// A Shutdown phase that goes on.
struct ShutdownSequence: Sendable, Hashable {
    var reason: ShutdownReason
    let start: Moment
    /// Whether the environment ends with it; otherwise it is a reset.
    var isFinal: Bool
    /// Whether the runtime's part is over, so that the extensions are told.
    var hasReachedExtensions = false
}

extension EnvironmentMachine {
    mutating func handleShutdown(_ reason: ShutdownReason) {
        switch phase {
        case .finished: act(.finished)
        case .shuttingDown:
            // A reset goes on as it began, and no processes follow it.
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

    /// Begins Shutdown: SIGTERM for the runtime where there is an extension, SIGKILL at once where there is none.
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
        // The runtime too, which may have been given a longer time than there is.
        kill(.runtime)
        for name in settings.extensions { kill(.extension(name)) }
    }

    /// Tells the extensions that want to know, and kills the others.
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
        // One that went away while it waited has lost the event.
        guard let token = extensions[index].held else { return }
        extensions[index].held = nil
        let deadline = shutdown.start.epochMilliseconds + settings.shutdown.total.milliseconds
        act(
            .answer(
                token,
                extensionEvent([
                    "eventType": "SHUTDOWN", "shutdownReason": .string(shutdown.reason.rawValue),
                    "deadlineMs": .number(String(deadline)),
                ])
            )
        )
        record(.shutdownDelivered(extension: extensions[index].name))
    }

    private mutating func end(_ sequence: ShutdownSequence) {
        cancel(.runtimeShutdown)
        cancel(.totalShutdown)
        // Whoever asks for events without being one of the processes waits in vain.
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
