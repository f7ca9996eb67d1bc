import LambdaProtocol

/// The stage of an execution environment, and who waits for it.
enum EnvironmentState {
    /// Someone who waits, and is resumed once.
    typealias Waiter = CheckedContinuation<Void, Never>

    /// An invocation in progress.
    struct Call {
        /// Called with what the caller receives.
        let onDelivery: @Sendable (InvocationDelivery) -> Void
        /// Pauses a streamed answer.
        let flow: DeliveryFlow?
        /// Who waits for its end.
        let waiter: Waiter
    }

    /// What is in progress while there are processes, or may be.
    enum Activity {
        /// Nothing that anyone waits for.
        case idle
        /// The first Init.
        case initializing(Waiter)
        /// An invocation.
        case invoking(Call)

        var waiter: Waiter? {
            switch self {
            case .idle: nil
            case .initializing(let waiter): waiter
            case .invoking(let call): call.waiter
            }
        }
    }

    /// Nothing exists yet.
    case new
    /// Files are being unpacked and the server starts.
    case preparing
    /// The machine decides what happens.
    case running(Activity)
    /// Shutdown or cleanup is in progress; everyone still waiting is resumed when no process is left.
    case ending(Waiter?, Activity)
    /// Everything is removed.
    case ended

    /// What is in progress.
    var activity: Activity {
        get {
            switch self {
            case .running(let activity), .ending(_, let activity): activity
            case .new, .preparing, .ended: .idle
            }
        }
        set {
            switch self {
            case .running: self = .running(newValue)
            case .ending(let waiter, _): self = .ending(waiter, newValue)
            case .new, .preparing, .ended: break
            }
        }
    }

    /// The invocation in progress.
    var call: Call? {
        if case .invoking(let call) = activity { call } else { nil }
    }

    /// Whether someone waits for the first Init.
    var isInitializing: Bool {
        if case .initializing = activity { true } else { false }
    }

    /// Init or an invocation is over: resumes whoever waited for it.
    mutating func finishActivity() {
        let waiter = activity.waiter
        activity = .idle
        waiter?.resume()
    }

    /// No process is left: resumes everyone who waits.
    mutating func finish() {
        finishActivity()
        guard case .ending(let waiter, _) = self else { return }
        self = .ending(nil, .idle)
        waiter?.resume()
    }
}
