import JSON

extension EnvironmentMachine {
    mutating func handleInvoke(_ invocation: Invocation) {
        waiting.append(invocation)
        switch phase {
        case .new, .ready, .dormant: beginWaitingInvocation()
        case .initializing, .invoking: break
        case .shuttingDown: if shutdown?.isFinal == true { refuseWaiting() }
        case .finished: refuseWaiting()
        }
    }

    /// Admits the next invocation: one that already waits, whose caller must not hear of an end before it began, or one
    /// still to come.
    mutating func becomeReady(_ phase: Phase) {
        self.phase = phase
        if waiting.isEmpty { act(.ready) } else { beginWaitingInvocation() }
    }

    private mutating func beginWaitingInvocation() {
        guard !waiting.isEmpty else { return }
        let next = waiting.removeFirst()
        let timeout = settings.timeout
        invocation = CurrentInvocation(
            invocation: next, start: now, deadline: now.epochMilliseconds + timeout.milliseconds
        )
        record(.invoked(requestID: next.requestID))
        if !JSONValue.isValid(next.event) { act(.warn(.eventIsNotJSON(requestID: next.requestID))) }
        if next.event.count > InvocationLimits.payloadBytes {
            act(.warn(.eventTooLarge(requestID: next.requestID, bytes: next.event.count)))
        }
        wake(.invocationTimeout, at: now.elapsed + timeout)
        if phase == .new || phase == .dormant {
            beginInit()
        } else if let death {
            phase = .invoking
            fail(death)
        } else {
            dispatch()
        }
    }

    /// Hands the event to the runtime and to the subscribed extensions.
    mutating func dispatch() {
        guard let invocation else { return }
        phase = .invoking
        logStart()
        for index in extensions.indices where extensions[index].events.contains(.invoke) {
            guard extensions[index].state == .ready else { continue }
            extensions[index].state = .running
            // If it disconnected while it waited, the event is lost.
            guard let token = extensions[index].held else { continue }
            extensions[index].held = nil
            act(.answer(token, extensionEvent(invokeEvent(of: invocation))))
        }
        deliverEvent()
    }

    private func invokeEvent(of invocation: CurrentInvocation) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("eventType", "INVOKE"),
            .init("deadlineMs", .number(String(invocation.deadline))),
            .init("requestId", .string(invocation.requestID)),
            .init("invokedFunctionArn", .string(settings.functionARN)),
        ]
        let traceID = invocation.invocation.traceID
        if !traceID.isEmpty {
            members.append(.init("tracing", ["type": "X-Amzn-Trace-Id", "value": .string(traceID)]))
        }
        return .object(members)
    }

    /// An event for an extension, with its own identifier.
    mutating func extensionEvent(_ event: JSONValue) -> APIResponse {
        APIResponse(200, headers: [ExtensionField.eventIdentifier: newIdentifier()], json: event)
    }

    /// Ends the invocation once the runtime has answered and it and all notified extensions ask for the next event.
    mutating func advanceInvocation() -> Bool {
        guard let invocation, invocation.answer == .complete, runtime.state == .ready,
            extensions.allSatisfy({ !$0.events.contains(.invoke) || $0.state == .ready })
        else { return false }
        endInvocation(nil)
        becomeReady(.ready)
        return true
    }

    mutating func timeOut() {
        guard let invocation else { return }
        let failure = EnvironmentFailure.timedOut(after: settings.timeout)
        if phase == .initializing { reportInit(nil, phase: "invoke") }
        logStart()
        log(.timedOut(requestID: invocation.requestID, timeout: settings.timeout))
        tell(failure)
        endInvocation(.timeout)
        beginShutdown(.timeout, isFinal: false)
    }

    /// Ends what is under way because of a failure, and resets the environment.
    mutating func fail(_ failure: EnvironmentFailure) {
        var failure = failure
        if let fatalErrorType { failure.errorType = fatalErrorType }
        guard let invocation else { return failInit(failure) }
        if phase == .initializing { reportInit(failure, phase: "invoke") }
        logStart()
        log(.failed(requestID: invocation.requestID, failure))
        tell(failure)
        endInvocation(.error(type: failure.errorType))
        beginShutdown(.failure, isFinal: false)
    }

    /// Reports a failure to the caller of the current invocation, unless its answer is already complete.
    mutating func tell(_ failure: EnvironmentFailure) {
        guard let invocation else { return }
        let error = failure.error(requestID: invocation.requestID)
        switch invocation.answer {
        case .none: act(.deliver(.complete(.failure(error))))
        case .streaming: act(.deliver(.streamEnded(error)))
        case .complete: break
        }
        self.invocation?.answer = .complete
    }

    mutating func endInvocation(_ status: PlatformStatus?) {
        guard let invocation else { return }
        cancel(.invocationTimeout)
        let duration = min(now.elapsed - invocation.start.elapsed, settings.timeout)
        log(.runtimeDone(requestID: invocation.requestID, duration: duration, status: status))
        log(
            .report(
                PlatformReport(
                    requestID: invocation.requestID, tenantID: invocation.invocation.tenantID, duration: duration,
                    initDuration: initDuration, memory: settings.memory, status: status)))
        initDuration = nil
        record(.invocationEnded(requestID: invocation.requestID))
        self.invocation = nil
    }

    private mutating func logStart() {
        guard let invocation, !invocation.isLogged else { return }
        self.invocation?.isLogged = true
        log(.started(requestID: invocation.requestID, tenantID: invocation.invocation.tenantID))
    }

    /// Answers the callers that are left without an environment.
    mutating func refuseWaiting() {
        for invocation in waiting {
            let error = EnvironmentFailure.shutDown.error(requestID: invocation.requestID)
            act(.deliver(.complete(.failure(error))))
        }
        waiting = []
    }
}
