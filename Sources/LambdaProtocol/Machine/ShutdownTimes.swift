/// How long after the start of Shutdown who is killed (developer guide, "Shutdown phase").
package struct ShutdownTimes: Sendable, Hashable {
    /// When the runtime is killed where there is an external extension.
    package var runtimeWithExternalExtension: Duration
    /// When the runtime is killed where an internal extension is registered.
    package var runtimeWithInternalExtension: Duration
    /// When everything is killed where there is an external extension.
    package var total: Duration

    /// Creates times; what is left out is as documented.
    package init(
        runtimeWithExternalExtension: Duration = .milliseconds(300),
        runtimeWithInternalExtension: Duration = .milliseconds(500),
        total: Duration = .milliseconds(2_000)
    ) {
        self.runtimeWithExternalExtension = runtimeWithExternalExtension
        self.runtimeWithInternalExtension = runtimeWithInternalExtension
        self.total = total
    }
}
