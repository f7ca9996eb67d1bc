import Foundation
import Synchronization

/// Just enough of Lambda's Runtime and Extensions APIs to hand out events and take the answers, on loopback and a free
/// port.
final class RuntimeAPIStandIn: Sendable {
    /// What a function answered.
    struct Answer: Sendable {
        var path: String
        var body: String
    }

    /// What happens when a function asks for more events than there are.
    enum End: Sendable {
        /// The connection is closed, so that the function ends by itself.
        case hangUp
        /// The function waits, as it does on Lambda.
        case hold
    }

    static let requestID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"

    private struct State {
        var events: [String]
        var answers: [Answer] = []
        var connections: Set<Int32> = []
        var isWaiting = false
        var isExtensionWaiting = false
    }

    /// The value for `AWS_LAMBDA_RUNTIME_API`.
    let address: String
    private let listener: Int32
    private let end: End
    private let chopsEvents: Bool
    private let state: Mutex<State>

    /// - Parameter chopsEvents: whether events come in chunks of a few bytes, as HTTP and TCP allow.
    init(events: [String], end: End = .hold, chopsEvents: Bool = false) throws {
        self.end = end
        self.chopsEvents = chopsEvents
        state = Mutex(State(events: events))
        let port: UInt16
        (listener, port) = try listenOnLoopback()
        address = "127.0.0.1:\(port)"
        Thread.detachNewThread { [self] in acceptConnections() }
    }

    /// One event, after which the connection is closed.
    convenience init(event: String) throws {
        try self.init(events: [event], end: .hangUp)
    }

    /// Whether all events were answered and the function waits for more.
    var isIdle: Bool { state.withLock { $0.isWaiting } }

    /// Whether the function has registered an extension that waits for its first event.
    var isExtensionWaiting: Bool { state.withLock { $0.isExtensionWaiting } }

    /// The answers so far.
    var answers: [Answer] { state.withLock { $0.answers } }

    /// Hands out one more event.
    func add(event: String) { state.withLock { $0.events.append(event) } }

    /// The function's first answer, once it came.
    func waitForAnswer(within limit: Duration) async throws -> Answer? {
        try await waitForAnswers(1, within: limit)?.first
    }

    /// The function's answers, once so many came.
    func waitForAnswers(_ count: Int, within limit: Duration) async throws -> [Answer]? {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            let answers = answers
            if answers.count >= count { return answers }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    /// Stops listening, also where the function never connected, and hangs up.
    func stop() {
        _ = shutdown(listener, Int32(SHUT_RDWR))
        state.withLock { state in
            for connection in state.connections { _ = shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    private func acceptConnections() {
        defer { close(listener) }
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            state.withLock { _ = $0.connections.insert(connection) }
            Thread.detachNewThread { [self] in
                serve(connection)
                state.withLock { _ = $0.connections.remove(connection) }
                close(connection)
            }
        }
    }

    private func serve(_ connection: Int32) {
        while let (head, body) = readRequest(connection) {
            let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            switch path {
            case _ where path.hasSuffix("/invocation/next"):
                guard let event = nextEvent(connection) else { return }
                send(
                    200, ["Lambda-Runtime-Aws-Request-Id: \(Self.requestID)", "Lambda-Runtime-Deadline-Ms: 99"], event,
                    on: connection)
            case _ where path.hasSuffix("/extension/register"):
                send(200, ["Lambda-Extension-Identifier: \(Self.requestID)"], "{}", on: connection)
            case _ where path.hasSuffix("/extension/event/next"):
                state.withLock { $0.isExtensionWaiting = true }
                hold(connection)
                return
            default:
                state.withLock { $0.answers.append(Answer(path: path, body: body)) }
                send(202, [], "{\"status\":\"OK\"}", on: connection)
            }
        }
    }

    /// The next event, or `nil` once there are no more or the function has hung up.
    private func nextEvent(_ connection: Int32) -> String? {
        while true {
            let event = state.withLock { state -> String? in
                state.isWaiting = state.events.isEmpty
                return state.events.isEmpty ? nil : state.events.removeFirst()
            }
            if event != nil || end == .hangUp { return event }
            var descriptor = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            // A function that waits says nothing: what can be read is its end.
            if poll(&descriptor, 1, 5) != 0 { return nil }
        }
    }

    /// Waits until the function hangs up.
    private func hold(_ connection: Int32) {
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
    }

    private func readRequest(_ connection: Int32) -> (head: String, body: String)? {
        var received = ""
        while true {
            if let end = received.range(of: "\r\n\r\n") {
                let head = String(received[..<end.lowerBound])
                let body = String(received[end.upperBound...])
                if body.utf8.count >= contentLength(head) { return (head, body) }
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            received += String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    private func contentLength(_ head: String) -> Int {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
            return Int(line.dropFirst("content-length:".count).drop { $0 == " " }) ?? 0
        }
        return 0
    }

    private func send(_ status: Int, _ headers: [String], _ body: String, on connection: Int32) {
        let isEvent = status == 200
        guard isEvent, chopsEvents else {
            let lines = ["HTTP/1.1 \(status) OK"] + headers + ["Content-Length: \(body.utf8.count)", "", body]
            return send(Array(lines.joined(separator: "\r\n").utf8), on: connection)
        }
        let lines = ["HTTP/1.1 \(status) OK"] + headers + ["transfer-encoding: Chunked", "", ""]
        var bytes = Array(lines.joined(separator: "\r\n").utf8)
        for start in stride(from: 0, to: body.utf8.count, by: 11) {
            let chunk = Array(body.utf8.dropFirst(start).prefix(11))
            bytes += Array("\(String(chunk.count, radix: 16));name=value\r\n".utf8) + chunk + Array("\r\n".utf8)
        }
        bytes += Array("0\r\nTrailer: value\r\n\r\n".utf8)
        for start in stride(from: 0, to: bytes.count, by: 7) {
            send(Array(bytes[start..<min(start + 7, bytes.count)]), on: connection)
            // Long enough for the other side to read what is there so far.
            usleep(300)
        }
    }

    private func send(_ bytes: [UInt8], on connection: Int32) {
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        let flags = Int32(MSG_NOSIGNAL)
        #endif
        // A function that went away is told by the answer that never comes.
        _ = Foundation.send(connection, bytes, bytes.count, flags)
    }
}

/// Listens on loopback and a port that is free.
func listenOnLoopback() throws -> (listener: Int32, port: UInt16) {
    #if canImport(Darwin)
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var local = sockaddr_in()
    local.sin_family = sa_family_t(AF_INET)
    local.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &local) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            bind(descriptor, address, length) | Foundation.listen(descriptor, 8)
                | getsockname(descriptor, address, &length)
        }
    }
    guard descriptor >= 0, status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    return (descriptor, UInt16(bigEndian: local.sin_port))
}
