/// Something about a request that the user who runs the function should know, not only the caller.
package enum FrontDoorNote: Sendable, Hashable {
    /// A request was refused before it reached the function.
    case refused(path: String, reason: String)
    /// A client of the function URL got 502.
    case badGateway(requestID: String, reason: String)
    /// A client of the function URL got only the beginning of an answer.
    case brokenOff(requestID: String, reason: String)
    /// A queued event was lost.
    case queuedEventFailed(requestID: String, reason: String)
    /// There are more connections than the server accepts at once.
    case tooManyConnections(limit: Int)
}
