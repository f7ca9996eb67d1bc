import Model

extension EnvironmentMachine {
    /// Begins Init: the external extensions first, the runtime once they have registered.
    ///
    /// Without a current invocation, Init has its own limit; with one, the invocation's timeout applies.
    mutating func beginInit() {
        phase = .initializing
        initStart = now
        runtime = RuntimeParty()
        extensions = settings.extensions.map { ExtensionParty($0, isExternal: true) }
        if invocation == nil { wake(.initLimit, at: now.elapsed + settings.initLimit) }
        guard extensions.count <= InvocationLimits.extensions else {
            for index in extensions.indices.dropFirst(InvocationLimits.extensions) {
                extensions[index].state = .launchError
                extensions[index].errorType = "TooManyExtensions"
            }
            return fail(EnvironmentFailure("Extension.LaunchError", "ErrTooManyExtensions"))
        }
        for name in settings.extensions { start(.extension(name)) }
    }

    mutating func advanceInit() -> Bool {
        let areRegistered = extensions.allSatisfy { !$0.isExternal || $0.state != .started }
        if runtime.state == .absent, areRegistered {
            runtime.state = .started
            start(.runtime)
        }
        guard runtime.state == .ready, extensions.allSatisfy({ $0.state == .ready }) else { return false }
        completeInit()
        return true
    }

    private mutating func completeInit() {
        logExtensions()
        record(.initialized)
        if invocation == nil {
            cancel(.initLimit)
            initDuration = now.elapsed - initStart.elapsed
            log(.initReport(duration: now.elapsed - initStart.elapsed, phase: "init", status: nil))
            becomeReady(.ready)
        } else {
            dispatch()
        }
    }

    /// Ends a failed Init and resets the environment; `failure` is `nil` after a timeout.
    mutating func failInit(_ failure: EnvironmentFailure?) {
        cancel(.initLimit)
        reportInit(failure, phase: "init")
        beginShutdown(failure == nil ? .timeout : .failure, isFinal: false)
    }

    /// Reports a failed Init.
    mutating func reportInit(_ failure: EnvironmentFailure?, phase: String) {
        logExtensions()
        log(
            .initReport(
                duration: now.elapsed - initStart.elapsed, phase: phase,
                status: failure.map { .error(type: $0.errorType) } ?? .timeout
            )
        )
        record(.initFailed(reason: failure?.errorType ?? "timeout"))
    }

    private mutating func logExtensions() {
        for party in extensions { log(.extension(party)) }
    }

    mutating func handleNotStarted(_ process: EnvironmentProcess, _ reason: String) {
        guard processes.remove(process) != nil else { return }
        if case .extension(let name) = process, let index = extensions.firstIndex(where: { $0.name == name }) {
            extensions[index].state = .launchError
            extensions[index].errorType = "UnknownError"
        }
        processEnded(process, EnvironmentFailure(process, notStarted: reason))
    }

    mutating func handleExit(_ process: EnvironmentProcess, _ end: ProcessEnd) {
        guard processes.remove(process) != nil else { return }
        var failure = EnvironmentFailure(process, ended: end)
        if process == .runtime, let reported = runtime.initError { failure = reported }
        processEnded(process, failure)
    }

    /// Releases what the process held, and decides what its end means.
    private mutating func processEnded(_ process: EnvironmentProcess, _ failure: EnvironmentFailure) {
        switch process {
        case .runtime:
            for token in runtime.held { act(.hangUp(token)) }
            if case .responding(let token?) = runtime.state { act(.hangUp(token)) }
            runtime = RuntimeParty()
            for index in extensions.indices where !extensions[index].isExternal { retireExtension(index) }
        case .extension(let name):
            if let index = extensions.firstIndex(where: { $0.isExternal && $0.name == name }) { retireExtension(index) }
        }
        switch phase {
        case .initializing, .invoking: fail(failure)
        case .ready: death = death ?? failure
        case .shuttingDown, .new, .dormant, .finished: break
        }
    }

    private mutating func retireExtension(_ index: Int) {
        if let token = extensions[index].held { act(.hangUp(token)) }
        extensions[index].held = nil
        let keepsState: Set<ExtensionParty.State> = [.launchError, .initError, .exitError]
        if !keepsState.contains(extensions[index].state) { extensions[index].state = .exited }
    }
}
