import LambdaProtocol

/// How far an execution environment is, and who waits for what it does.
enum EnvironmentState {
    /// Somebody who waits, and is resumed once.
    typealias Waiter = CheckedContinuation<Void, Never>

    /// An invocation that goes on.
    struct Call {
        /// Called with what the caller is told.
        let onDelivery: @Sendable (InvocationDelivery) -> Void
        /// What stops a streamed answer.
        let flow: DeliveryFlow?
        /// Who waits for its end.
        let waiter: Waiter
    }

    /// What goes on while there are processes, or may be.
    enum Activity {
        /// Nothing that anybody waits for.
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

    /// Nothing is made yet.
    case new
    /// Files are unpacked and the server starts.
    case preparing
    /// The machine decides on what happens.
    case running(Activity)
    /// Shutdown goes on, or what it leaves is removed; who waited for something else waits until no process is left.
    case ending(Waiter?, Activity)
    /// Everything is removed.
    case ended

    /// What goes on.
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

    /// The invocation that goes on.
    var call: Call? {
        if case .invoking(let call) = activity { call } else { nil }
    }

    /// Whether somebody waits for the first Init.
    var isInitializing: Bool {
        if case .initializing = activity { true } else { false }
    }

    /// Init or an invocation is over: whoever waited for it goes on.
    mutating func finishActivity() {
        let waiter = activity.waiter
        activity = .idle
        waiter?.resume()
    }

    /// No process is left: everybody who waits goes on.
    mutating func finish() {
        finishActivity()
        guard case .ending(let waiter, _) = self else { return }
        self = .ending(nil, .idle)
        waiter?.resume()
    }
}
