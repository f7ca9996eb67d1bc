import Foundation
import Synchronization

/// Just enough of the Lambda Runtime API to hand out one event and take its answer, on loopback and a free port.
final class RuntimeAPIStandIn: Sendable {
    /// What a function answered.
    struct Answer: Sendable {
        var path: String
        var body: String
    }

    /// The value for `AWS_LAMBDA_RUNTIME_API`.
    let address: String
    private let listener: Int32
    private let event: String
    private let answer = Mutex<Answer?>(nil)

    static let requestID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"

    init(event: String) throws {
        self.event = event
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var local = sockaddr_in()
        local.sin_family = sa_family_t(AF_INET)
        local.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &local) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) | listen(listener, 8) | getsockname(listener, address, &length)
            }
        }
        guard listener >= 0, status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        address = "127.0.0.1:\(UInt16(bigEndian: local.sin_port))"
        Thread.detachNewThread { [self] in serve() }
    }

    /// The function's answer, once it came.
    func waitForAnswer(within limit: Duration) async throws -> Answer? {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if let answer = answer.withLock({ $0 }) { return answer }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    /// Stops listening.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// Serves one connection: the event to the first `next`, nothing to a second.
    private func serve() {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        defer { close(connection) }
        while let (head, body) = readRequest(connection) {
            let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            if path.hasSuffix("/invocation/next"), answer.withLock({ $0 == nil }) {
                send(
                    "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: \(Self.requestID)\r\n"
                        + "Content-Length: \(event.utf8.count)\r\n\r\n\(event)", on: connection)
            } else if path.hasSuffix("/response") {
                answer.withLock { $0 = Answer(path: path, body: body) }
                send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", on: connection)
            } else {
                return
            }
        }
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

    private func send(_ text: String, on connection: Int32) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
