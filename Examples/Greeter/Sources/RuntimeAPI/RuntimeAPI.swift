/// A client of the Lambda Runtime API, version 2018-06-01, over one keep-alive connection.
///
/// It needs only libc and no Foundation, so the binary starts on Amazon Linux 2023 wherever it was built.
public final class RuntimeAPI {
    /// One event to answer.
    public struct Invocation {
        /// Lambda's request identifier.
        public let requestID: String
        /// The event's bytes, usually JSON.
        public let event: [UInt8]
    }

    private let connection: HTTPConnection

    /// Connects to the Runtime API.
    ///
    /// - Parameter address: the value of `AWS_LAMBDA_RUNTIME_API`, an IPv4 address or `localhost`, and a port.
    public init(address: String) throws {
        connection = try HTTPConnection(address: address)
    }

    /// Waits for the next event, without a time limit.
    public func next() throws -> Invocation {
        let answer = try connection.exchange("GET", "/2018-06-01/runtime/invocation/next")
        guard answer.status == 200, let requestID = answer.headers["lambda-runtime-aws-request-id"] else {
            throw HTTPError.unexpectedStatus(answer.status)
        }
        return Invocation(requestID: requestID, event: answer.body)
    }

    /// Answers an event.
    public func respond(to invocation: Invocation, with body: [UInt8]) throws {
        let answer = try connection.exchange(
            "POST", "/2018-06-01/runtime/invocation/\(invocation.requestID)/response", body: body)
        guard answer.status == 202 else { throw HTTPError.unexpectedStatus(answer.status) }
    }
}
