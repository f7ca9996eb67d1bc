/// How Init or an invocation ended, where that was not well.
enum PlatformStatus: Hashable {
    case timeout
    case error(type: String)
}
