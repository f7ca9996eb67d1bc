import NIOHTTP1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What Lambda says about an invocation besides its event.
public struct InvocationContext: Sendable {
    /// The request's identifier, which is also in Lambda's own log lines.
    public let requestID: String
    /// When Lambda ends the invocation.
    public let deadline: Date
    /// The function's ARN, with the version or alias that was invoked.
    public let functionARN: String?
    /// The header for AWS X-Ray.
    public let traceID: String?

    /// The time until the deadline; negative after it.
    public var remainingTime: Duration {
        .seconds(deadline.timeIntervalSinceNow)
    }

    init?(headers: HTTPHeaders) {
        guard let requestID = headers.first(name: "Lambda-Runtime-Aws-Request-Id"),
            let milliseconds = headers.first(name: "Lambda-Runtime-Deadline-Ms").flatMap(Double.init)
        else { return nil }
        self.requestID = requestID
        deadline = Date(timeIntervalSince1970: milliseconds / 1_000)
        functionARN = headers.first(name: "Lambda-Runtime-Invoked-Function-Arn")
        traceID = headers.first(name: "Lambda-Runtime-Trace-Id")
    }
}

/// An event to answer.
struct Invocation {
    var context: InvocationContext
    /// The event's bytes, usually JSON.
    var event: [UInt8]
}
