import Foundation
import Host
import LambdaProtocol
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// `run` and `invoke`, with the example's real archive.
    @Suite struct LocalRunTests {
        private let signal = (interrupt: Int32(2), terminate: Int32(15))

        /// Starts `run` and waits until it has told its URL.
        private func start(_ arguments: [String], in directory: FilePath) async throws -> (RunningTool, url: String) {
            let tool = try RunningTool(["run"] + arguments, in: directory)
            try await tool.wait(for: "Ctrl-C ends it")
            let line = try #require(tool.error.split(separator: "\n").first { $0.hasPrefix("Running ") })
            let url = try #require(line.split(separator: " ").first { $0.hasPrefix("http://") })
            return (tool, String(url.dropLast(url.hasSuffix(";") ? 1 : 0)))
        }

        @Test func oneEventIsAnsweredByAFreshEnvironment() async throws {
            let fixture = try await Fixtures.greeter
            let result = try await fixture.run(["invoke", "--event", #"{"name": "Ana"}"#])
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output.contains(#""event": {"name": "Ana"}"#))
            #expect(result.error.contains("START RequestId: "))
            #expect(result.error.contains("Init Duration: "))
        }

        @Test(arguments: ExampleEvent.allCases)
        func examplesAreAnswered(example: ExampleEvent) async throws {
            let result = try await Fixtures.greeter.run(["invoke", "--example", example.rawValue, "--format", "json"])
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output.contains(#""status" : "succeeded""#))
        }

        @Test func aRunningFunctionTakesEventsAndEndsAsOnLambda() async throws {
            let fixture = try await Fixtures.greeter
            let (tool, url) = try await start(["greeter"], in: fixture.package)
            for name in ["Ana", "Bo"] {
                let result = try await fixture.run(["invoke", "--event", "{\"name\": \"\(name)\"}", "--url", url])
                #expect(result.status == 0, "\(result.error)")
                #expect(result.output.contains(name))
            }
            try tool.send(signal.interrupt)
            #expect(try await tool.status == 130)
            let after = try await fixture.run(["invoke", "--event", "{}", "--url", url])
            #expect(after.status == 69)
            #expect(after.error.contains("no function is running"))
        }

        @Test(.requires(program: "aws")) func theAWSCommandLineInvokesIt() async throws {
            let fixture = try await Fixtures.greeter
            let (tool, url) = try await start([], in: fixture.package)
            let answer = fixture.scratch.appending("answer.json")
            let result = try await runTool(
                "aws",
                [
                    "lambda", "invoke", "--endpoint-url", url, "--region", "eu-west-1", "--function-name", "greeter",
                    "--payload", #"{"name": "Ana"}"#, "--log-type", "Tail", "--output", "json", answer.string,
                ],
                in: fixture.package,
                environment: [
                    "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_CONFIG_FILE": "/dev/null",
                    "AWS_PAGER": "", "AWS_EC2_METADATA_DISABLED": "true",
                ], timeLimit: .seconds(60))
            #expect(result.status == 0, "\(result.error)")
            let told = try result.json
            #expect(told["StatusCode"] as? Int == 200)
            #expect(told["ExecutedVersion"] as? String == "$LATEST")
            let log = Data(base64Encoded: try #require(told["LogResult"] as? String)).map {
                String(decoding: $0, as: UTF8.self)
            }
            #expect(log?.contains("REPORT RequestId: ") == true)

            // The line that 'run' prints, in an account of which nothing is configured.
            let lines = tool.error.split(separator: "\n").drop { !$0.contains("| aws lambda invoke") }.prefix(2)
            let empty = try await runTool(
                "sh", ["-c", lines.joined(separator: "\n")], in: fixture.package,
                environment: [
                    "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_PAGER": "",
                    "AWS_EC2_METADATA_DISABLED": "true",
                ], timeLimit: .seconds(60))
            #expect(empty.status == 0, "\(empty.error)")
            #expect(empty.output.contains("\"StatusCode\": 200"))
            let bytes = try fixture.scratch.files.read(answer, limit: 1 << 20)
            #expect(String(decoding: bytes, as: UTF8.self).contains(#""event": {"name": "Ana"}"#))
            try tool.send(signal.interrupt)
            #expect(try await tool.status == 130)
        }

        @Test(.requires(program: "curl")) func aRequestBecomesAnEventOfAFunctionURL() async throws {
            let fixture = try await Fixtures.greeter
            let (tool, url) = try await start([], in: fixture.package)
            let result = try await runTool(
                "curl", ["-s", "-i", "\(url)/orders/7?full=1"], in: fixture.package, timeLimit: .seconds(60))
            #expect(result.output.hasPrefix("HTTP/1.1 200 OK"))
            #expect(result.output.contains(#""rawPath":"/orders/7""#))
            #expect(result.output.contains(#""full":"1""#))
            try tool.send(signal.terminate)
            #expect(try await tool.status == 143)
        }

        @Test func aPortThatIsTakenIsToldAtOnce() async throws {
            let fixture = try await Fixtures.greeter
            let (tool, url) = try await start([], in: fixture.package)
            let port = try #require(url.split(separator: ":").last)
            let result = try await fixture.run(["run", "--port", String(port)])
            #expect(result.status == 69)
            #expect(
                result.error
                    == "error: cannot listen on 127.0.0.1, port \(port): another program uses the port\n\n"
                    + "hint: use another --port, or omit it to use any free port\n")
            try tool.send(signal.interrupt)
            #expect(try await tool.status == 130)
        }
    }
}
