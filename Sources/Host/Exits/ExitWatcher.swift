import SystemPackage

/// Holds processes at their exit, while everything they have open is still theirs.
package protocol ExitWatcher: Sendable {
    /// Watches processes until each has ended; signals reach them as they would otherwise.
    ///
    /// - Parameter onExit: called with the process that stands still at its exit, and with the thread of it that has its
    ///   descriptors still; it goes on to end when this returns. One call at a time, on a thread of the watch's own.
    func watch(_ processes: [Int32], onExit: @escaping @Sendable (_ process: Int32, _ thread: Int32) -> Void)
        -> ExitWatch
}

/// A watcher for systems that cannot hold a process at its exit.
package struct NoExitWatcher: ExitWatcher {
    /// Creates the watcher.
    package init() {}

    /// Watches none.
    package func watch(_ processes: [Int32], onExit: @escaping @Sendable (_ process: Int32, _ thread: Int32) -> Void)
        -> ExitWatch
    {
        ExitWatch(refusal: .notSupported)
    }
}
