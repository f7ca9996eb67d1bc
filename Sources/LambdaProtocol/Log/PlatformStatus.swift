/// How Init or an invocation ended, where that was not well.
enum PlatformStatus: Sendable, Hashable {
    case timeout
    case error(type: String)
}
