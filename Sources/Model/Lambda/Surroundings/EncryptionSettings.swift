/// The KMS keys that encrypt what AWS stores for a function.
package struct EncryptionSettings: Sendable, Hashable {
    /// The key for the environment variables.
    package var environment: ResourceARN?
    /// The key for the log group.
    package var logs: ResourceARN?

    /// Creates settings.
    package init(environment: ResourceARN? = nil, logs: ResourceARN? = nil) {
        self.environment = environment
        self.logs = logs
    }
}
