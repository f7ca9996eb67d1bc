import Synchronization

/// Lets whoever reads a streamed answer stop it, so that what is not read yet stays with the function.
///
/// Without it a function that streams faster than its client reads would fill this program's memory.
package final class DeliveryFlow: Sendable {
    private struct State {
        var isHeld = false
        var onChange: (@Sendable (_ isHeld: Bool) -> Void)?
    }

    private let state = Mutex(State())

    /// Whether it is stopped.
    package var isHeld: Bool { state.withLock(\.isHeld) }

    /// Creates a flow that is not held.
    package init() {}

    /// Stops the flow, or lets it go on.
    package func hold(_ isHeld: Bool) {
        let onChange = state.withLock { state -> (@Sendable (Bool) -> Void)? in
            guard state.isHeld != isHeld else { return nil }
            state.isHeld = isHeld
            return state.onChange
        }
        onChange?(isHeld)
    }

    /// Calls the source of the stream whenever the flow changes, and at once if it is held.
    func follow(_ onChange: @escaping @Sendable (_ isHeld: Bool) -> Void) {
        let isHeld = state.withLock { state in
            state.onChange = onChange
            return state.isHeld
        }
        if isHeld { onChange(true) }
    }

    /// Calls the source no more, which goes on whatever the reader does: all that it had to send is read.
    func leave() {
        let onChange = state.withLock { state in
            defer { state.onChange = nil }
            return state.isHeld ? state.onChange : nil
        }
        onChange?(false)
    }
}
