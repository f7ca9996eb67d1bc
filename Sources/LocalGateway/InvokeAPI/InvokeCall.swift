/// A call of Lambda's Invoke API for the function that runs here.
package struct InvokeCall: Sendable, Hashable {
    /// How the caller wants to hear of the outcome.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The caller waits for the answer.
        case requestResponse = "RequestResponse"
        /// The event is queued, and the caller hears nothing more.
        case event = "Event"
        /// The call is only checked.
        case dryRun = "DryRun"
    }

    /// How the caller wants to hear of the outcome.
    package var kind: Kind
    /// Whether the answer has the end of the log.
    package var wantsLog: Bool
    /// The client's context: JSON.
    package var clientContext: String?
    /// The tenant that the event belongs to.
    package var tenantID: String?
    /// The event's bytes: JSON.
    package var event: [UInt8]
}
