/// Something about a request that whoever runs the function should hear of, besides the one who sent it.
package enum FrontDoorNote: Sendable, Hashable {
    /// A request was refused before it reached the function.
    case refused(path: String, reason: String)
    /// A client of the function URL got 502.
    case badGateway(requestID: String, reason: String)
    /// A client of the function URL got the beginning of an answer.
    case brokenOff(requestID: String, reason: String)
    /// An event that was queued came to nothing.
    case queuedEventFailed(requestID: String, reason: String)
    /// There are more connections than are served at a time.
    case tooManyConnections(limit: Int)
}
