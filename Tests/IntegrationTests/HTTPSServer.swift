import Host
import SystemPackage
import TestSupport
import Testing

/// An HTTPS server on loopback whose certificate is from an authority of the test's own.
final class HTTPSServer: Sendable {
    /// What it answers.
    static let answer = "over TLS"

    /// The file with the authority's certificate.
    let authority: FilePath
    /// The port it listens on.
    let port: Int
    private let server: RunningTool

    /// Makes an authority and a certificate in a directory, and starts.
    init(in directory: FilePath) async throws {
        func openSSL(_ arguments: [String]) async throws {
            let result = try await runTool("openssl", arguments, in: directory)
            try #require(result.status == 0, "\(result.error)")
        }
        try await openSSL(
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
                + ["-keyout", "authority.key", "-out", "authority.pem", "-subj", "/CN=Test authority"])
        try await openSSL(
            ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr"]
                + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        try await openSSL(
            ["x509", "-req", "-in", "server.csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-days", "2"]
                + ["-copy_extensions", "copy", "-out", "server.pem"])
        authority = directory.appending("authority.pem")
        server = try RunningTool(program: "python3", ["-c", Self.program, Self.answer], in: directory)
        try await server.wait(for: "port ")
        let line = try #require(server.error.split(separator: "\n").first { $0.hasPrefix("port ") })
        port = try #require(Int(line.dropFirst("port ".count)))
    }

    private static let program = #"""
        import http.server, ssl, sys

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(sys.argv[1].encode())

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("server.pem", "server.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print("port", server.server_port, file=sys.stderr, flush=True)
        server.serve_forever()
        """#
}
