import Host
import SystemPackage
import TestSupport

/// A function as a directory with a `bootstrap` in Python, to behave in ways that no package of ours does.
struct PythonFunction {
    /// Talks to the Runtime API; `answer(request ID, event, connection)` is the test's own.
    private static let frame = """
        #!/usr/bin/python3
        import http.client, json, os, socket, sys, time
        host = os.environ["AWS_LAMBDA_RUNTIME_API"]
        root = "/2018-06-01/runtime/invocation/"
        def respond(request, body, headers={}):
            connection = http.client.HTTPConnection(host)
            connection.request("POST", root + request + "/response", body=body, headers=headers)
            connection.getresponse().read()
            connection.close()
        def stream(request, content_type):
            # By hand, for the client of the library collects a chunk's end and the next one's head.
            address, port = host.split(":")
            connection = socket.create_connection((address, int(port)))
            connection.sendall((
                f"POST {root}{request}/response HTTP/1.1\\r\\nHost: {host}\\r\\nTransfer-Encoding: chunked\\r\\n"
                f"Content-Type: {content_type}\\r\\nLambda-Runtime-Function-Response-Mode: streaming\\r\\n\\r\\n").encode())
            return connection
        def chunk(connection, body):
            connection.sendall(f"{len(body):x}\\r\\n".encode() + body + b"\\r\\n")
        def say(text):
            sys.stderr.write(text + "\\n")
            sys.stderr.flush()

        """
    private static let loop = """

        while True:
            connection = http.client.HTTPConnection(host)
            connection.request("GET", root + "next")
            event = connection.getresponse()
            body = event.read()
            connection.close()
            answer(event.headers["Lambda-Runtime-Aws-Request-Id"], body, event.headers)

        """

    /// The directory.
    let path: FilePath

    /// Writes a function into a scratch directory.
    ///
    /// - Parameters:
    ///   - answer: the body of `answer(request, event, headers)`.
    ///   - initialization: what runs before the first event.
    init(_ answer: String, initialization: String = "", in scratch: ScratchDirectory) throws {
        let body = answer.split(separator: "\n").map { "    " + $0 + "\n" }.joined()
        let text = Self.frame + initialization + "\ndef answer(request, event, headers):\n" + body + Self.loop
        path = try scratch.write(
            text, to: "function/bootstrap",
            permissions: [.ownerReadWriteExecute, .groupReadExecute, .otherReadExecute]
        ).removingLastComponent()
    }
}
