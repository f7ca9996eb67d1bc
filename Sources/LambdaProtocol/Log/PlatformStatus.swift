/// How Init or an invocation failed.
enum PlatformStatus: Sendable, Hashable {
    case timeout
    case error(type: String)
}
