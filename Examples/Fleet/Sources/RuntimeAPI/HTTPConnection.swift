#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An error in the exchange with the Runtime API.
public enum HTTPError: Error {
    case badAddress(String)
    case system(String, number: Int32)
    case closed
    case malformedAnswer
    case unexpectedStatus(Int)
}

/// One HTTP/1.1 connection to an address on this machine.
final class HTTPConnection {
    struct Answer {
        var status: Int
        var headers: [String: String]
        var body: [UInt8]
    }

    // A closed peer should cause an error, not a fatal SIGPIPE.
    #if canImport(Darwin)
    private static let sendFlags: Int32 = 0
    #else
    private static let sendFlags = Int32(MSG_NOSIGNAL)
    #endif

    private let descriptor: Int32
    private let host: String
    private var received: [UInt8] = []

    init(address: String) throws {
        let parts = address.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1]) else { throw HTTPError.badAddress(address) }
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = port.bigEndian
        guard inet_pton(AF_INET, parts[0] == "localhost" ? "127.0.0.1" : String(parts[0]), &target.sin_addr) == 1 else {
            throw HTTPError.badAddress(address)
        }
        #if canImport(Glibc)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        host = address
        guard descriptor >= 0 else { throw HTTPError.system("socket", number: systemError) }
        let status = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw HTTPError.system("connect", number: systemError) }
    }

    deinit {
        close(descriptor)
    }

    func exchange(_ method: String, _ path: String, body: [UInt8] = []) throws -> Answer {
        let head = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nContent-Length: \(body.count)\r\n\r\n"
        try write(Array(head.utf8) + body)
        return try readAnswer()
    }

    private func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { buffer in
                send(descriptor, buffer.baseAddress, buffer.count, Self.sendFlags)
            }
            if count < 0 && systemError == EINTR { continue }
            guard count > 0 else { throw HTTPError.system("send", number: systemError) }
            sent += count
        }
    }

    private func readAnswer() throws -> Answer {
        let lines = try readHead().split(separator: "\r\n")
        guard let statusLine = lines.first?.split(separator: " "), statusLine.count >= 2,
            let status = Int(statusLine[1])
        else { throw HTTPError.malformedAnswer }

        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw HTTPError.malformedAnswer }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        guard let length = Int(headers["content-length"] ?? "0"), length >= 0 else { throw HTTPError.malformedAnswer }
        while received.count < length { try receive() }
        let body = Array(received.prefix(length))
        received.removeFirst(length)
        return Answer(status: status, headers: headers, body: body)
    }

    private func readHead() throws -> String {
        let end: [UInt8] = [13, 10, 13, 10]
        while true {
            if let index = received.indices.first(where: { received[$0...].starts(with: end) }) {
                let head = String(decoding: received[..<index], as: UTF8.self)
                received.removeFirst(index + end.count)
                return head
            }
            try receive()
        }
    }

    private func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 && systemError == EINTR { return }
        guard count >= 0 else { throw HTTPError.system("recv", number: systemError) }
        guard count > 0 else { throw HTTPError.closed }
        received += buffer[..<count]
    }
}
