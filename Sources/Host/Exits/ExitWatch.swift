package import SystemPackage

/// The processes that are held at their exit.
package struct ExitWatch: Sendable, Hashable {
    /// The processes that are held.
    package var processes: Set<Int32>
    /// Why others are not held.
    package var refusal: Errno?

    /// Creates a result.
    package init(processes: Set<Int32> = [], refusal: Errno? = nil) {
        self.processes = processes
        self.refusal = refusal
    }
}
