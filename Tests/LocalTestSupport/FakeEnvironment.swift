package import LambdaProtocol
package import LocalEnvironment
import Model
import Synchronization
import SystemPackage

/// An environment without a process, whose invocations end when the test lets them.
package final class FakeEnvironment: InvocableEnvironment {
    /// What the environment was asked for.
    package enum Step: Hashable {
        /// Init.
        case started
        /// An invocation, by its identifier.
        case invoked(String)
        /// Shutdown.
        case shutDown
    }

    /// What the function tells the caller of an invocation.
    package typealias Answer = @Sendable (Invocation) -> [InvocationDelivery]

    private struct State {
        var steps: [Step] = []
        var held: [CheckedContinuation<Void, Never>] = []
        var isEnded = false
    }

    /// What the environment is made from.
    package let plan: EnvironmentPlan
    private let onEvent: @Sendable (EnvironmentEvent) -> Void
    private let holdsInvocations: Bool
    private let holdsBeforeAnswers: Bool
    private let startError: (any Error)?
    private let answer: Answer
    private let state = Mutex(State())

    /// Creates an environment.
    package init(
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

    /// What the environment was asked for, in order.
    package var steps: [Step] { state.withLock(\.steps) }

    /// Notes the start.
    package func start() async throws {
        state.withLock { $0.steps.append(.started) }
        if let startError { throw startError }
    }

    /// Notes the invocation, and answers it.
    package func invoke(
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
    package func letGo() {
        state.withLock { $0.held.isEmpty ? nil : $0.held.removeFirst() }?.resume()
    }

    /// Does nothing.
    package func freeze() async throws {}
    /// Does nothing.
    package func thaw() async throws {}

    /// Ends what is held.
    package func shutDown(_ reason: ShutdownReason) async {
        let held = state.withLock { state in
            state.steps.append(.shutDown)
            state.isEnded = true
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// The process does not exist.
    package func processID(of process: EnvironmentProcess) async -> Int32? { nil }

    /// A plan that nothing comes of.
    package static let plan = EnvironmentPlan(
        settings: EnvironmentSettings(
            functionName: "orders", functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:orders"),
        code: "/code", region: "eu-west-1", architecture: .arm64, workDirectory: "/scratch")
}

/// The environments that a pool made.
package final class FakeEnvironments: Sendable {
    private let made = Mutex<[FakeEnvironment]>([])

    /// Creates a list that is empty.
    package init() {}

    /// The environments, in the order they were made.
    package var all: [FakeEnvironment] { made.withLock { $0 } }

    /// Keeps an environment.
    package func make(_ environment: FakeEnvironment) -> FakeEnvironment {
        made.withLock { $0.append(environment) }
        return environment
    }
}
