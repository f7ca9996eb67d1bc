/// What an invocation took.
struct PlatformReport: Sendable, Hashable {
    var requestID: String
    var tenantID: String?
    var duration: Duration
    var initDuration: Duration?
    /// In MB.
    var memory: Int
    /// In MB; filled in outside the protocol, which does not know the process.
    var maxMemoryUsed: Int?
    var status: PlatformStatus?

    /// An OS-only runtime is billed for Init too, so the first invocation's report includes both.
    var billedMilliseconds: Int64 {
        let (seconds, attoseconds) = (duration + (initDuration ?? .zero)).components
        return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
