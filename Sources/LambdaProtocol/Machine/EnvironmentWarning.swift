/// Something in the exchange that would fail, or go unnoticed, on Lambda.
package enum EnvironmentWarning: Sendable, Hashable {
    /// The event is not JSON; it is passed on as it is.
    case eventIsNotJSON(requestID: String)
    /// An error that the function reported is not JSON.
    case errorIsNotJSON(requestID: String)
    /// The event is larger than Lambda allows.
    case eventTooLarge(requestID: String, bytes: Int)
    /// A request that the API refused, in words.
    case refused(request: String, status: Int, errorType: String)
    /// The environment's directory could not be removed.
    case leftBehind(path: String, reason: String)
}
