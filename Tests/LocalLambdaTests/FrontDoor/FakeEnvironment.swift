import Host
import Model
import Synchronization
import SystemPackage

@testable import LocalLambda

/// An environment without a process, whose invocations end when the test lets them.
final class FakeEnvironment: RehearsedEnvironment {
    enum Step: Hashable {
        case started, invoked(String), shutDown
    }

    typealias Answer = @Sendable (Invocation) -> [InvocationDelivery]

    private struct State {
        var steps: [Step] = []
        var held: [CheckedContinuation<Void, Never>] = []
        var isEnded = false
    }

    let plan: EnvironmentPlan
    private let onEvent: @Sendable (EnvironmentEvent) -> Void
    private let holdsInvocations: Bool
    private let holdsBeforeAnswers: Bool
    private let startError: (any Error)?
    private let answer: Answer
    private let state = Mutex(State())

    init(
        _ plan: EnvironmentPlan, onEvent: @escaping @Sendable (EnvironmentEvent) -> Void,
        holdsInvocations: Bool = false, holdsBeforeAnswers: Bool = false, startError: (any Error)? = nil,
        answer: @escaping Answer = { [.complete(.response($0.event, contentType: "application/json"))] }
    ) {
        self.plan = plan
        self.onEvent = onEvent
        self.holdsInvocations = holdsInvocations
        self.holdsBeforeAnswers = holdsBeforeAnswers
        self.startError = startError
        self.answer = answer
    }

    var steps: [Step] { state.withLock(\.steps) }

    func start() async throws {
        state.withLock { $0.steps.append(.started) }
        if let startError { throw startError }
    }

    func invoke(
        _ invocation: Invocation, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws {
        state.withLock { $0.steps.append(.invoked(invocation.requestID)) }
        onEvent(.platformLine("START"))
        if holdsBeforeAnswers { await hold() }
        for delivery in answer(invocation) { onDelivery(delivery) }
        if holdsInvocations { await hold() }
        onEvent(.platformLine("REPORT"))
    }

    private func hold() async {
        await withCheckedContinuation { continuation in
            let isEnded = state.withLock { state in
                if !state.isEnded { state.held.append(continuation) }
                return state.isEnded
            }
            if isEnded { continuation.resume() }
        }
    }

    /// Lets an invocation end.
    func letGo() {
        state.withLock { $0.held.isEmpty ? nil : $0.held.removeFirst() }?.resume()
    }

    func freeze() async throws {}
    func thaw() async throws {}

    func shutDown(_ reason: ShutdownReason) async {
        let held = state.withLock { state in
            state.steps.append(.shutDown)
            state.isEnded = true
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    func processID(of process: EnvironmentProcess) async -> Int32? { nil }

    static let plan = EnvironmentPlan(
        settings: EnvironmentSettings(
            functionName: "orders", functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:orders"),
        code: "/code", region: "eu-west-1", architecture: .arm64, workDirectory: "/scratch")
}

/// The environments that a pool made.
final class FakeEnvironments: Sendable {
    private let made = Mutex<[FakeEnvironment]>([])

    var all: [FakeEnvironment] { made.withLock { $0 } }

    func make(_ environment: FakeEnvironment) -> FakeEnvironment {
        made.withLock { $0.append(environment) }
        return environment
    }
}
