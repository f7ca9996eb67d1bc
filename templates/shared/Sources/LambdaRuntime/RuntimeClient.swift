/// An event that the function must answer.
public struct Event: Sendable {
    /// Lambda's request identifier.
    public let requestID: String
    /// The deadline of the invocation, in milliseconds since 1970.
    public let deadlineMs: Int64
    /// The event itself, usually JSON.
    public let body: [UInt8]

    /// Creates an event, for tests.
    public init(requestID: String, deadlineMs: Int64, body: [UInt8]) {
        self.requestID = requestID
        self.deadlineMs = deadlineMs
        self.body = body
    }
}

/// A client of the Lambda Runtime API, version 2018-06-01.
actor RuntimeClient {
    private static let path = "/2018-06-01/runtime"

    private let thread: BlockingThread
    private let socket: Socket
    private var connection: HTTPConnection

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(address: String) throws {
        thread = try BlockingThread()
        socket = try Socket(address: address)
        connection = HTTPConnection(socket: socket, host: address)
    }

    /// Makes a waiting call end immediately.
    nonisolated func interrupt() { socket.interrupt() }

    /// Waits for the next event, without a time limit.
    func next() throws -> Event {
        let request = HTTPConnection.Request(method: "GET", path: "\(Self.path)/invocation/next")
        let answer = try connection.exchange(request)
        guard answer.status == 200, let requestID = answer.headers["lambda-runtime-aws-request-id"] else {
            throw RuntimeError.refused(request: request.path, status: answer.status)
        }
        let deadline = answer.headers["lambda-runtime-deadline-ms"].flatMap { Int64($0) } ?? .max
        return Event(requestID: requestID, deadlineMs: deadline, body: answer.body)
    }

    /// Answers an event.
    func respond(to event: Event, with body: [UInt8]) throws {
        try post("/invocation/\(event.requestID)/response", body: body)
    }

    /// Answers an event with the error that the handler threw.
    func fail(_ event: Event, with error: any Error) throws {
        try post("/invocation/\(event.requestID)/error", error: error)
    }

    /// Reports to Lambda that the function cannot start.
    func failInit(with error: any Error) throws {
        try post("/init/error", error: error)
    }

    private func post(_ path: String, error: any Error) throws {
        let type = "Function.\(Swift.type(of: error))"
        let body = "{\"errorType\": \(jsonString(type)), \"errorMessage\": \(jsonString("\(error)"))}"
        try post(path, headers: [("Lambda-Runtime-Function-Error-Type", type)], body: Array(body.utf8))
    }

    private func post(_ path: String, headers: [(name: String, value: String)] = [], body: [UInt8]) throws {
        let request = HTTPConnection.Request(method: "POST", path: Self.path + path, headers: headers, body: body)
        let answer = try connection.exchange(request)
        guard answer.status == 202 else { throw RuntimeError.refused(request: request.path, status: answer.status) }
    }
}

/// Text as a JSON string, including the quotation marks.
public func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\u{0}"..<"\u{20}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
