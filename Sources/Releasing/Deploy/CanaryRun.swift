import Host
import Model

/// A canary of several functions at once: all begin, wait and go on together, or all go back.
struct CanaryRun: Sendable {
    let deployment: Deployment
    let plan: CanaryPlan
    let session: DeploymentSession

    private var clock: any HostClock { deployment.host.clock }

    /// Runs the canary until the functions may get all calls, which is then done like without one.
    ///
    /// - Throws: ``CanaryTakenBack``; ``CanaryStopped``; ``DeploymentError`` before anything is moved; `AWSError`.
    func run(_ functions: [ShiftingFunction]) async throws {
        var machines = functions.map { function in
            CanaryMachine(plan: plan, former: function.alias.version, new: function.version)
        }
        let alarms = try await alarms()
        var actions: [CanaryMachine.Action] = []
        for index in machines.indices { actions.append(machines[index].next(.begin(.init(alarms: alarms)))) }
        for action in actions {
            if case .stop(let reason) = action { throw DeploymentError.canaryRefused(reason: reason) }
        }
        do {
            let begin = Int(clock.secondsSince1970)
            actions = try await carryOut(actions, functions, &machines)
            try await session.saveNow()
            try await watch(functions, &machines, actions: actions, since: begin)
        } catch let error where !(error is CanaryTakenBack) {
            deployment.observer(.note(await standing(of: functions, machines)))
            throw CanaryStopped(cause: error)
        }
    }

    private func watch(
        _ functions: [ShiftingFunction], _ machines: inout [CanaryMachine], actions: [CanaryMachine.Action],
        since begin: Int
    ) async throws {
        let start = clock.monotonic
        var actions = actions
        while true {
            let pauses = actions.compactMap { action in if case .wait(let pause) = action { pause } else { nil } }
            guard let pause = pauses.min() else { return }
            try await clock.sleep(for: pause)
            // A canary may take longer than a run without a sign of life counts as alive.
            try await session.keepAlive()
            let elapsed = clock.monotonic - start
            let alarms = try await alarms()
            let findings = try await concurrently(functions) { try await self.findings(of: $0, alarms, since: begin) }
            for index in machines.indices {
                actions[index] = machines[index].next(.looked(findings[index], elapsed: elapsed))
            }
            if let reason = machines.lazy.compactMap(\.backReason).first {
                try await takeBack(functions)
                throw CanaryTakenBack(
                    reason: reason, functions: functions.map(\.name), stageOption: deployment.target.stageOption)
            }
            if machines.contains(where: \.isFinishing) {
                deployment.observer(
                    .note(
                        zip(functions, machines).compactMap { function, machine in
                            machine.finishingNote.map { "\(function.name): \($0)" }
                        }))
                return
            }
        }
    }

    /// Gives aliases what the machines want.
    private func carryOut(
        _ actions: [CanaryMachine.Action], _ functions: [ShiftingFunction], _ machines: inout [CanaryMachine]
    ) async throws -> [CanaryMachine.Action] {
        var next = actions
        for (index, action) in actions.enumerated() {
            guard case .setAlias(let version, let weights) = action else { continue }
            let function = functions[index]
            try await deployment.move(
                function, from: function.alias, version: version, weights: weights, in: session)
            next[index] = machines[index].next(.shifted)
            let words = "\(function.name): \(await alias(of: function).words)"
            deployment.observer(.note(["\(words), for \(plan.wait.components.seconds) s"]))
        }
        return next
    }

    /// Gives the versions before all calls again.
    private func takeBack(_ functions: [ShiftingFunction]) async throws {
        for function in functions {
            try await deployment.move(
                function, from: await alias(of: function), version: function.alias.version, weights: [:], in: session)
            deployment.observer(.note(["\(function.name): \(await alias(of: function).words)"]))
        }
    }

    private func alias(of function: ShiftingFunction) async -> RecordedFunction.Alias {
        await session.record.functions.first { $0.name == function.name }?.aliasAfter ?? function.alias
    }

    private func standing(of functions: [ShiftingFunction], _ machines: [CanaryMachine]) async -> [String] {
        var lines: [String] = []
        for (function, machine) in zip(functions, machines) {
            lines += machine.standing(
                of: function.name, stage: deployment.target.place.stage, alias: await alias(of: function))
        }
        return lines
    }
}

extension CanaryRun {
    private func alarms() async throws -> [String: CanaryMachine.AlarmState] {
        guard !plan.alarms.isEmpty else { return [:] }
        let states = try await deployment.aws.call(DescribeAlarmsRequest(names: plan.alarms))
        return Dictionary(
            states.compactMap { state in
                CanaryMachine.AlarmState(rawValue: state.value.rawValue).map { (state.name, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    private func findings(
        of function: ShiftingFunction, _ alarms: [String: CanaryMachine.AlarmState], since begin: Int
    ) async throws -> CanaryMachine.Findings {
        CanaryMachine.Findings(
            alarms: alarms, new: try await calls(of: function, version: function.version, since: begin),
            former: try await calls(of: function, version: function.alias.version, since: begin))
    }

    private func calls(
        of function: ShiftingFunction, version: String, since begin: Int
    ) async throws -> CanaryMachine.Calls {
        func count(_ metric: FunctionMetricRequest.Metric) async throws -> Int {
            try await deployment.aws.call(
                FunctionMetricRequest(
                    metric: metric, function: function.deployedName, qualifier: function.alias.name,
                    executedVersion: version, start: begin, end: Int(clock.secondsSince1970) + 60))
        }
        return CanaryMachine.Calls(count: try await count(.invocations), errors: try await count(.errors))
    }
}
