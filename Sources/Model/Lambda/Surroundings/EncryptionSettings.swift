/// The KMS keys that encrypt what AWS stores for a function.
package struct EncryptionSettings: Sendable, Hashable {
    /// The key for the environment variables.
    package var environment: ResourceReference?
    /// The key for the log group.
    package var logs: ResourceReference?

    /// Creates settings.
    package init(environment: ResourceReference? = nil, logs: ResourceReference? = nil) {
        self.environment = environment
        self.logs = logs
    }
}
