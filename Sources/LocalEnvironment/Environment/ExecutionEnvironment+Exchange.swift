import Host
import LambdaProtocol
import Model
import NIOCore

extension ExecutionEnvironment: APIRequestReceiver {
    nonisolated func connected() {
        assumeIsolated { environment in
            guard !environment.isConnected else { return }
            environment.isConnected = true
            environment.record(.connected)
        }
    }

    nonisolated func dropped(reason: String) {
        assumeIsolated { environment in
            let error = EnvironmentError.droppedConnection(reason: reason)
            environment.onEvent(.fault(error))
            // Init cannot recover from this, and it is not the function's fault.
            if environment.state.isInitializing { environment.startFailure = error }
        }
    }

    nonisolated func receive(_ input: EnvironmentInput, from channel: any Channel) {
        assumeIsolated { environment in
            // What a process wrote before its request is logged before anything that the request causes.
            if !input.isStreamPart { environment.takeAllOutput() }
            switch input {
            case .request(let token, _), .streamBegan(let token, _): environment.channels[token] = channel
            case .hungUp(let token): environment.channels[token] = nil
            default: break
            }
            if case .streamEnded = input { environment.state.call?.flow?.leave() }
            environment.handle(input)
            if case .streamBegan(let token, _) = input { environment.follow(token, on: channel) }
        }
    }
}

extension EnvironmentInput {
    fileprivate var isStreamPart: Bool {
        if case .streamPart = self { true } else { false }
    }
}

extension ExecutionEnvironment {
    /// Passes an input to the machine, and carries out the resulting actions.
    func handle(_ input: EnvironmentInput) {
        for action in machine.handle(input, at: now) { perform(action) }
    }

    func record(_ kind: TimelineEvent.Kind, at time: ContinuousClock.Instant? = nil) {
        let event = TimelineEvent(kind, at: time.map { $0 - firstMoment } ?? now.elapsed)
        onEvent(.happened(event))
    }

    /// Reads a streamed response no faster than its caller does.
    fileprivate func follow(_ token: RequestToken, on channel: any Channel) {
        guard machine.isAnswering(by: token) else { return }
        // This fails only if the connection is gone.
        state.call?.flow?.follow { isHeld in channel.setOption(.autoRead, value: !isHeld).whenFailure { _ in } }
    }

    private var now: Moment {
        Moment(
            elapsed: host.clock.monotonic - firstMoment,
            epochMilliseconds: Int64(host.clock.secondsSince1970 * 1_000))
    }

    private func perform(_ action: EnvironmentAction) {
        switch action {
        case .start(let process): start(process)
        case .terminate(let process): terminate(process)
        case .kill(let process): kill(process)
        case .answer(let token, let response): answer(token, response)
        case .hangUp(let token): channels.removeValue(forKey: token)?.close(promise: nil)
        case .deliver(let delivery): state.call?.onDelivery(delivery)
        case .wake(let alarm, let time): wake(alarm, at: time)
        case .cancel(let alarm): alarms.removeValue(forKey: alarm)?.cancel()
        case .log(let entry): onEvent(.platformLine(withPeakMemory(entry).line))
        case .warn(let warning): onEvent(.warning(warning))
        case .record(let kind): note(kind)
        case .ready: if state.call != nil { state.finishActivity() }
        case .finished: state.finish()
        }
    }

    private func withPeakMemory(_ entry: PlatformEntry) -> PlatformEntry {
        guard entry.isReport, let process = processID(of: .runtime) else { return entry }
        return peakMemory.ofProcess(process, at: host.clock.monotonic, files: host.files)
            .map(entry.reporting) ?? entry
    }

    /// Records an event of the machine, and resumes whoever waited for it.
    private func note(_ kind: TimelineEvent.Kind) {
        record(kind)
        switch kind {
        case .initialized, .initFailed: if state.isInitializing { state.finishActivity() }
        default: break
        }
    }

    private func answer(_ token: RequestToken, _ response: APIResponse) {
        if let channel = channels.removeValue(forKey: token) { return response.send(on: channel) }
        guard var client = standIn, let step = client.answered(token, response) else { return }
        standIn = client
        follow(step)
    }

    /// Takes the simulated extension's next step.
    func follow(_ step: StandInClient.Step) {
        switch step {
        case .send(let token, let request):
            // Not within the decision that led to it.
            loop.execute { self.assumeIsolated { $0.handle(.request(token, request)) } }
        case .exit: endStandIn(.exited(0))
        }
    }

    /// Ends the simulated extension, if it stands for a process.
    func endStandIn(_ end: ProcessEnd) {
        guard let standIn, standIn.kind == .insights else { return }
        let process = EnvironmentProcess.extension(standIn.kind.extensionName)
        loop.execute {
            self.assumeIsolated { environment in
                environment.record(.exited(process, end))
                environment.handle(.exited(process, end))
            }
        }
    }

    private func wake(_ alarm: Alarm, at time: Duration) {
        alarms.removeValue(forKey: alarm)?.cancel()
        let delay = time - (host.clock.monotonic - firstMoment)
        alarms[alarm] = loop.scheduleTask(in: TimeAmount(max(.zero, delay))) {
            self.assumeIsolated { environment in
                environment.alarms[alarm] = nil
                environment.handle(.woke(alarm))
            }
        }
    }
}
