import Foundation
import Host
import LambdaProtocol
import LocalEnvironment
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What clients see of `run` and `invoke`, with functions that behave as few do.
    @Suite(.requires(program: "python3")) struct FrontDoorTests {
        private let scratch: ScratchDirectory

        init() throws {
            scratch = try ScratchDirectory(isPlain: true)
        }

        /// Starts `run`, gives its URL to a body, and ends it.
        private func run(
            _ function: PythonFunction, _ arguments: [String] = [],
            _ body: (_ tool: RunningTool, _ url: String) async throws -> Void
        ) async throws {
            let tool = try RunningTool(
                ["run", function.path.string, "--extension", "none"] + arguments, in: scratch.path)
            try await tool.wait(for: "Ctrl-C ends it")
            let line = try #require(tool.error.split(separator: "\n").first { $0.hasPrefix("Running ") })
            let url = try #require(line.split(separator: " ").first { $0.hasPrefix("http://") })
            try await body(tool, String(url.dropLast(url.hasSuffix(";") ? 1 : 0)))
            try tool.send(2)
            #expect(try await tool.status == 130)
            // Whoever ends it with Ctrl-C did nothing wrong.
            #expect(!tool.error.contains("error:"), "\(tool.error)")
        }

        private func curl(_ arguments: [String]) async throws -> String {
            try await succeeding("curl", ["-s", "-i", "--max-time", "60"] + arguments, in: scratch.path)
        }

        @Test func anInitThatTakesTooLongIsRunAgainInTheFirstInvocation() async throws {
            let function = try PythonFunction(
                #"respond(request, '"second"')"#,
                initialization: """
                    marker = (os.environ.get("TMPDIR") or "/tmp") + "/was-here"
                    if not os.path.exists(marker):
                        open(marker, "w").close()
                        time.sleep(600)
                    """, in: scratch)
            var host = try Host.live()
            host.ownProgram = BuiltTool.path
            let plan = EnvironmentPlan(
                settings: EnvironmentSettings(
                    functionName: "slow", functionARN: "arn:aws:lambda:::function:slow", initLimit: .seconds(2)),
                code: function.path, architecture: try BuiltTool.architecture,
                workDirectory: scratch.appending("environments"))
            let pool = EnvironmentPool(plan, host: host) { _, _ in }
            let answers = Mutex<[InvocationDelivery]>([])
            try await pool.invoke(
                Invocation(requestID: "8476a536-e9f4-41e8-9739-2dfe598c3fcd", event: [0x31], traceID: "Root=1-0-0")
            ) { delivery in answers.withLock { $0.append(delivery) } }
            await pool.shutDown()
            #expect(
                answers.withLock { $0 }
                    == [.complete(.response(Array(#""second""#.utf8), contentType: "application/json"))])
        }

        @Test func aStreamThatNobodyReadsStaysWithTheFunction() async throws {
            let function = try PythonFunction(
                """
                connection = stream(request, "text/plain")
                connection.settimeout(2)
                sent, part = 0, b"a" * 65536
                try:
                    while sent < 400 << 20:
                        chunk(connection, part)
                        sent += len(part)
                except OSError:
                    say(f"HELD AT {sent}")
                    sys.exit(0)
                say("NOT HELD")
                """, in: scratch)
            try await run(function, ["--invoke-mode", "stream"]) { tool, url in
                let client = try StubbornClient(url: url)
                defer { client.hangUp() }
                try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                try await tool.wait(for: "HELD")
                let line = try #require(tool.error.split(separator: "\n").first { $0.contains("HELD AT") })
                let sent = try #require(line.split(separator: " ").last.flatMap { Int($0) })
                #expect(sent < 64 << 20)
                let status = try scratch.files.read(
                    FilePath("/proc/\(try tool.processID)/status"), limit: 1 << 20)
                let field = String(decoding: status, as: UTF8.self).split(separator: "\n")
                    .first { $0.hasPrefix("VmHWM:") }
                let words = try #require(field).split(whereSeparator: \.isWhitespace)
                let kilobytes = try #require(Int(words[1]))
                // Without a hold it was more than the whole stream.
                #expect(kilobytes < 250_000)
            }
        }

        @Test func invokePrintsBytesAsTheyComeAndAsTheyAre() async throws {
            let function = try PythonFunction(
                """
                connection = stream(request, "application/octet-stream")
                for _ in range(40):
                    chunk(connection, bytes(range(256)) * 256)
                connection.sendall(b"0\\r\\n\\r\\n")
                connection.recv(1000)
                """, in: scratch)
            let output = scratch.appending("answer")
            try await succeeding(
                "sh",
                [
                    "-c", #""$0" invoke "$1" --extension none > "$2""#, BuiltTool.path.string,
                    function.path.string, output.string,
                ], in: scratch.path)
            let bytes = try scratch.files.read(output, limit: 1 << 24)
            #expect(bytes.count == 40 << 16)
            #expect(bytes.suffix(256).elementsEqual(0...255))
        }

        @Test func aTenantAndTheWayToLogReachTheFunction() async throws {
            let function = try PythonFunction(
                """
                names = ["AWS_REGION", "AWS_LAMBDA_LOG_FORMAT", "FILE", "BOTH"]
                told = {name: os.environ.get(name) for name in names}
                told["tenant"] = headers.get("Lambda-Runtime-Aws-Tenant-Id")
                respond(request, json.dumps(told))
                """, in: scratch)
            let file = try scratch.write("FILE='from a file'\nBOTH=file\n", to: "local.env")
            let arguments = [
                "invoke", function.path.string, "--event", "null", "--extension", "none", "--tenant", "blue",
                "--env-file", file.string, "--env", "BOTH=option",
            ]
            let result = try await BuiltTool.run(
                arguments, in: scratch.path, environment: ["AWS_REGION": "eu-north-1"])
            #expect(result.status == 0, "\(result.error)")
            #expect(
                try result.json as? [String: String] == [
                    "AWS_REGION": "eu-north-1", "AWS_LAMBDA_LOG_FORMAT": "Text", "FILE": "from a file",
                    "BOTH": "option", "tenant": "blue",
                ])
        }

        @Test(.requires(program: "curl")) func requestsAreRefusedAsOnLambda() async throws {
            let function = try PythonFunction("respond(request, event)", in: scratch)
            try await run(function) { tool, url in
                let api = "\(url)/2015-03-31/functions/function/invocations"
                let refusals: [([String], String, String)] = [
                    (["-d", "{oops", api], "400 Bad Request", "InvalidRequestContentException"),
                    (["\(url)/2015-03-31/functions"], "501 Not Implemented", "not GET /2015-03-31/functions"),
                    (
                        ["-d", "{}", "\(url)/2021-11-15/functions/f/response-streaming-invocations"],
                        "501 Not Implemented", "response-streaming-invocations"
                    ),
                    (["-d", "{}", "-H", "Host: evil.example", api], "403 Forbidden", "evil.example"),
                    (["-d", "{}", "-H", "Origin: http://evil.example", api], "403 Forbidden", "Invoke API"),
                    (["-H", "Sec-Fetch-Site: cross-site", url], "403 Forbidden", "--allow-origin"),
                ]
                for (arguments, status, mention) in refusals {
                    let answer = try await curl(arguments)
                    #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(answer)")
                    #expect(answer.contains(mention), "\(answer)")
                }
                try await tool.wait(for: "a request for / was refused")
                #expect(try await curl(["-d", "[7]", api]).hasSuffix("\r\n\r\n[7]"))
                // The answer is an event, which has no status, so that it is the body.
                #expect(try await curl(["\(url)/x"]).contains(#""rawPath":"/x""#))
            }
        }

        @Test(.requires(program: "curl")) func whyAnAnswerIsABadGatewayIsSaid() async throws {
            let function = try PythonFunction(#"respond(request, '{"statusCode": 99999}')"#, in: scratch)
            try await run(function) { tool, url in
                #expect(try await curl([url]).hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
                try await tool.wait(for: "99999 cannot be a statusCode")
            }
        }

        @Test(.requires(program: "chromium")) func aWebPageOfAnotherOriginCannotInvokeTheFunction() async throws {
            let function = try PythonFunction(
                """
                say("INVOKED " + json.loads(event).get("rawPath", "/api"))
                respond(request, '{"statusCode": 200, "body": "secret"}')
                """, in: scratch)
            // A page as any server on the network may give it, here from another port.
            try await withPage { page in
                try await run(function) { tool, url in
                    let verdicts = try await verdicts(of: page, url)
                    #expect(verdicts == "fetch:failed,plain:sent,api:failed,form:sent")
                    #expect(!tool.error.contains("INVOKED"), "\(tool.error)")
                    try await tool.wait(for: "was refused")
                }
                try await run(function, ["--allow-origin", page]) { tool, url in
                    let verdicts = try await verdicts(of: page, url)
                    #expect(verdicts == "fetch:secret,plain:sent,api:failed,form:sent")
                    #expect(tool.error.contains("INVOKED /fetch"))
                    #expect(!tool.error.contains("INVOKED /api"))
                }
            }
        }

        /// What a browser's page could do: its title says so.
        private func verdicts(of page: String, _ url: String) async throws -> String {
            let result = try await runTool(
                "chromium",
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                    "--user-data-dir=\(scratch.appending("browser"))", "--virtual-time-budget=20000", "--dump-dom",
                    "\(page)/?\(url)",
                ], environment: ["HOME": scratch.path.string], timeLimit: .seconds(120))
            try #require(result.status == 0, "\(result.error)")
            let start = try #require(result.output.firstRange(of: "<title>")?.upperBound)
            return String(result.output[start...].prefix { $0 != "<" })
        }

        /// Serves a page that tries to call the function at the URL in its query.
        private func withPage(_ body: (_ origin: String) async throws -> Void) async throws {
            let page = """
                <!doctype html><title>none</title><iframe name="frame"></iframe><script>
                const url = location.search.slice(1), told = [];
                const api = url + "/2015-03-31/functions/function/invocations";
                async function attempt(name, work) {
                    try { told.push(name + ":" + await work()); } catch { told.push(name + ":failed"); }
                }
                (async () => {
                    await attempt("fetch", async () => (await fetch(url + "/fetch", {method: "POST", body: "{}"})).text());
                    await attempt("plain", async () => {
                        await fetch(url + "/plain", {method: "POST", mode: "no-cors", body: "{}"}); return "sent"; });
                    await attempt("api", async () => (await fetch(api, {method: "POST", body: "{}"})).text());
                    await attempt("form", async () => {
                        const form = document.createElement("form");
                        Object.assign(form, {method: "post", action: api, enctype: "text/plain", target: "frame"});
                        const field = document.createElement("input");
                        Object.assign(field, {name: '{"a":"', value: '"}'});
                        form.append(field);
                        document.body.append(form);
                        const loaded = new Promise(done => document.querySelector("iframe").onload = done);
                        form.submit(); await loaded; return "sent"; });
                    document.title = told.join(",");
                })();
                </script>
                """
            let directory = try scratch.write(page, to: "site/index.html")
                .removingLastComponent()
            let server = try RunningTool(
                program: "/usr/bin/env",
                [
                    "python3", "-u", "-c",
                    """
                    import functools, http.server, sys
                    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
                    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
                    sys.stderr.write(f"PORT {server.server_port} .\\n")
                    server.serve_forever()
                    """, directory.string,
                ], in: scratch.path)
            try await server.wait(for: " .\n")
            let port = try #require(server.error.split(separator: " ").drop { !$0.hasSuffix("PORT") }.dropFirst().first)
            try await body("http://127.0.0.1:\(port)")
            try server.send(9)
        }
    }
}

/// A client that sends and never reads.
private struct StubbornClient {
    private let descriptor: Int32

    init(url: String) throws {
        let port = try #require(url.split(separator: ":").last.flatMap { UInt16($0) })
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0)
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
    }

    func hangUp() { close(descriptor) }
}
