/// When Shutdown kills processes, counted from its start (developer guide, "Shutdown phase").
package struct ShutdownTimes: Sendable, Hashable {
    /// When the runtime is killed if there is an external extension.
    package var runtimeWithExternalExtension: Duration
    /// When the runtime is killed if an internal extension is registered.
    package var runtimeWithInternalExtension: Duration
    /// When everything is killed if there is an external extension.
    package var total: Duration

    /// Lambda's documented times.
    package static let documented = ShutdownTimes(
        runtimeWithExternalExtension: .milliseconds(300), runtimeWithInternalExtension: .milliseconds(500),
        total: .milliseconds(2_000))

    /// Creates times.
    package init(
        runtimeWithExternalExtension: Duration, runtimeWithInternalExtension: Duration, total: Duration
    ) {
        self.runtimeWithExternalExtension = runtimeWithExternalExtension
        self.runtimeWithInternalExtension = runtimeWithInternalExtension
        self.total = total
    }
}
