/// A call of Lambda's Invoke API for the local function.
package struct InvokeCall: Sendable, Hashable {
    /// How the caller learns the outcome.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The caller waits for the answer.
        case requestResponse = "RequestResponse"
        /// The event is queued, and the caller hears nothing more.
        case event = "Event"
        /// The call is only checked.
        case dryRun = "DryRun"
    }

    /// How the caller learns the outcome.
    package var kind: Kind
    /// Whether the answer includes the end of the log.
    package var wantsLog: Bool
    /// The client context: JSON.
    package var clientContext: String?
    /// The event's tenant.
    package var tenantID: String?
    /// The event's bytes: JSON.
    package var event: [UInt8]
}
