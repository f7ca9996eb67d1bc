/// How long after the start of Shutdown who is killed (developer guide, "Shutdown phase").
package struct ShutdownTimes: Sendable, Hashable {
    /// When the runtime is killed where there is an external extension.
    package var runtimeWithExternalExtension: Duration
    /// When the runtime is killed where an internal extension is registered.
    package var runtimeWithInternalExtension: Duration
    /// When everything is killed where there is an external extension.
    package var total: Duration

    /// The times that Lambda documents.
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
