package import SystemPackage

/// Which processes are held at their exit.
package struct ExitWatch: Sendable, Hashable {
    /// The processes that are.
    package var processes: Set<Int32>
    /// Why others are not.
    package var refusal: Errno?

    /// Creates an account.
    package init(processes: Set<Int32> = [], refusal: Errno? = nil) {
        self.processes = processes
        self.refusal = refusal
    }
}
