import Synchronization

/// Lets the reader of a streamed answer pause it, so that unread bytes stay with the function.
///
/// Without it, a function that streams faster than its client reads would fill this program's memory.
package final class DeliveryFlow: Sendable {
    private struct State {
        var isHeld = false
        var onChange: (@Sendable (_ isHeld: Bool) -> Void)?
    }

    private let state = Mutex(State())

    /// Whether it is paused.
    package var isHeld: Bool { state.withLock(\.isHeld) }

    /// Creates a flow that is not paused.
    package init() {}

    /// Pauses or resumes the flow.
    package func hold(_ isHeld: Bool) {
        let onChange = state.withLock { state -> (@Sendable (Bool) -> Void)? in
            guard state.isHeld != isHeld else { return nil }
            state.isHeld = isHeld
            return state.onChange
        }
        onChange?(isHeld)
    }

    /// Calls the source of the stream whenever the flow changes, and at once if it is paused.
    func follow(_ onChange: @escaping @Sendable (_ isHeld: Bool) -> Void) {
        let isHeld = state.withLock { state in
            state.onChange = onChange
            return state.isHeld
        }
        if isHeld { onChange(true) }
    }

    /// Detaches the source and lets it go on, because everything it had to send is read.
    func leave() {
        let onChange = state.withLock { state in
            defer { state.onChange = nil }
            return state.isHeld ? state.onChange : nil
        }
        onChange?(false)
    }
}
