import SystemPackage

/// Holds processes at their exit, while their descriptors are still open.
package protocol ExitWatcher: Sendable {
    /// Watches processes until each has ended; signals reach them as usual.
    ///
    /// - Parameter onExit: called with the process that is held at its exit, and with its thread that still has its
    ///   descriptors; it ends when this returns. One call at a time, on the watcher's thread.
    func watch(_ processes: [Int32], onExit: @escaping @Sendable (_ process: Int32, _ thread: Int32) -> Void)
        -> ExitWatch
}

/// A watcher for systems that can't hold a process at its exit.
package struct NoExitWatcher: ExitWatcher {
    /// Creates the watcher.
    package init() {}

    /// Watches no processes.
    package func watch(_ processes: [Int32], onExit: @escaping @Sendable (_ process: Int32, _ thread: Int32) -> Void)
        -> ExitWatch
    {
        ExitWatch(refusal: .notSupported)
    }
}
