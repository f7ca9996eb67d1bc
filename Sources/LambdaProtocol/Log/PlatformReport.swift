/// What an invocation took.
struct PlatformReport: Sendable, Hashable {
    var requestID: String
    var tenantID: String?
    var duration: Duration
    var initDuration: Duration?
    /// In MB.
    var memory: Int
    /// In MB, once somebody has looked at the process, which the protocol does not know.
    var maxMemoryUsed: Int?
    var status: PlatformStatus?

    /// An OS-only runtime is billed for Init too, so that the first invocation's has both.
    var billedMilliseconds: Int64 {
        let (seconds, attoseconds) = (duration + (initDuration ?? .zero)).components
        return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
