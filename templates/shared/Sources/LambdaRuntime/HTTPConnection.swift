/// One HTTP/1.1 connection, reused for all requests.
struct HTTPConnection {
    struct Request {
        var method: String
        var path: String
        var headers: [(name: String, value: String)] = []
        var body: [UInt8] = []
    }

    struct Answer {
        var status: Int
        /// The headers, with lower-case names.
        var headers: [String: String]
        var body: [UInt8]
    }

    private let socket: Socket
    private let host: String
    /// Received bytes that were not used yet.
    private var received: [UInt8] = []

    init(socket: Socket, host: String) {
        self.socket = socket
        self.host = host
    }

    /// Sends a request and waits for its answer.
    mutating func exchange(_ request: Request) throws -> Answer {
        let headers = [("Host", host), ("Content-Length", "\(request.body.count)")] + request.headers
        let head = "\(request.method) \(request.path) HTTP/1.1\r\n" + headers.map { "\($0): \($1)\r\n" }.joined()
        try socket.send(Array("\(head)\r\n".utf8) + request.body)
        return try readAnswer()
    }

    private mutating func readAnswer() throws -> Answer {
        let statusLine = try readLine().split(separator: " ")
        guard statusLine.count >= 2, let status = Int(statusLine[1]) else { throw RuntimeError.malformedAnswer }
        let headers = try readHeaders()
        if headers["transfer-encoding"]?.lowercased() == "chunked" {
            return Answer(status: status, headers: headers, body: try readChunks())
        }
        guard let length = Int(headers["content-length"] ?? "0") else { throw RuntimeError.malformedAnswer }
        return Answer(status: status, headers: headers, body: try readBytes(length))
    }

    private mutating func readHeaders() throws -> [String: String] {
        var headers: [String: String] = [:]
        while true {
            let line = try readLine()
            if line.isEmpty { return headers }
            guard let colon = line.firstIndex(of: ":") else { throw RuntimeError.malformedAnswer }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
    }

    private mutating func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let size = try readLine().prefix { $0 != ";" }
            guard let count = Int(size, radix: 16) else { throw RuntimeError.malformedAnswer }
            if count == 0 {
                _ = try readHeaders()
                return body
            }
            body += try readBytes(count)
            guard try readLine().isEmpty else { throw RuntimeError.malformedAnswer }
        }
    }

    /// A line, without its line break.
    private mutating func readLine() throws -> String {
        var searched = 0
        while true {
            if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = received[..<end].last == UInt8(ascii: "\r") ? received[..<end].dropLast() : received[..<end]
                let text = String(decoding: line, as: UTF8.self)
                received.removeFirst(end + 1)
                return text
            }
            searched = received.count
            received += try socket.receive()
        }
    }

    private mutating func readBytes(_ count: Int) throws -> [UInt8] {
        guard count >= 0 else { throw RuntimeError.malformedAnswer }
        while received.count < count { received += try socket.receive() }
        let bytes = Array(received[..<count])
        received.removeFirst(count)
        return bytes
    }
}
