import Console
import LocalGateway
import Model

extension FrontDoorNote {
    /// The warning for whoever runs the function.
    var diagnostic: Diagnostic {
        switch self {
        case .refused(let path, let reason):
            .warning(
                "local.request-refused", "a request for \(printable(path)) was refused", explanation: printable(reason))
        case .badGateway(let requestID, let reason):
            .warning(
                "local.bad-gateway", "the client of request \(requestID) got 502 Bad Gateway",
                explanation: printable(reason))
        case .brokenOff(let requestID, let reason):
            .warning(
                "local.broken-off", "the client of request \(requestID) got only the beginning of the response",
                explanation: printable(reason))
        case .queuedEventFailed(let requestID, let reason):
            .warning(
                "local.queued-event-failed", "the queued event \(requestID) failed",
                explanation: printable(reason))
        case .tooManyConnections(let limit):
            .warning(
                "local.too-many-connections", "a connection was closed at once",
                explanation: "\(limit) connections are open, the limit.")
        }
    }
}
