import CMisbehaving
import Glibc

/// The Runtime API over one connection after the other, with as little as it takes.
struct RuntimeAPI {
    let address: String
    let port: Int

    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1]) else { return nil }
        address = String(parts[0])
        self.port = port
    }

    /// Waits for the next event.
    ///
    /// - Returns: its identifier; `nil` where the API is gone.
    func next() -> String? {
        guard let answer = send("GET", "/2018-06-01/runtime/invocation/next", body: "") else { return nil }
        for line in answer.head.split(separator: "\r\n")
        where line.lowercased().hasPrefix("lambda-runtime-aws-request-id:") {
            return String(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
        }
        return nil
    }

    func respond(_ request: String, _ body: String) {
        _ = send("POST", "/2018-06-01/runtime/invocation/\(request)/response", body: body)
    }

    /// Registers an internal extension without events, and lets it wait for ever in a thread of its own.
    func registerInternalExtension() {
        guard
            let answer = send(
                "POST", "/2020-01-01/extension/register", body: #"{"events":[]}"#,
                headers: "Lambda-Extension-Name: inner\r\n")
        else { return }
        let key = "lambda-extension-identifier:"
        guard let line = answer.head.split(separator: "\r\n").first(where: { $0.lowercased().hasPrefix(key) }) else {
            return
        }
        let identifier = line.dropFirst(key.count).drop { $0 == " " }
        let descriptor = open(
            "GET", "/2020-01-01/extension/event/next", body: "",
            headers: "Lambda-Extension-Identifier: \(identifier)\r\n")
        // The answer never comes, and the descriptor stays open until the process ends.
        _ = descriptor
    }

    private func send(
        _ method: String, _ path: String, body: String, headers: String = ""
    ) -> (head: String, body: String)? {
        let descriptor = open(method, path, body: body, headers: headers)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        return (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
    }

    /// Sends a request, and gives the connection on which its answer comes.
    private func open(_ method: String, _ path: String, body: String, headers: String) -> Int32 {
        let descriptor = connect_to(address, Int32(port))
        guard descriptor >= 0 else { return -1 }
        let request = Array(
            "\(method) \(path) HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
                .utf8)
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, request.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            sent += count
        }
        return descriptor
    }
}
