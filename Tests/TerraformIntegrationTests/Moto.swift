import HCL
import Host
import SystemPackage
import TestSupport
import Testing

/// AWS as moto plays it, on loopback.
struct Moto: Sendable {
    /// The account that everything is in: the owner of the Lambda Insights layers in most regions.
    static let account = "580247275435"

    /// The server of the suite that runs.
    @TaskLocal static var current: Moto?

    /// The services that configurations use, as the provider names them.
    private static let services = [
        "apigatewayv2", "dynamodb", "ec2", "events", "iam", "kinesis", "kms", "lambda", "logs", "s3", "scheduler",
        "sns",
        "sqs", "sts",
    ]

    /// The server's port.
    var port: Int
    /// Where it records its calls.
    var callsFile: FilePath

    /// The calls so far: service, operation and method of each.
    func calls() throws -> [[String]] {
        guard try LiveFileSystem().status(of: callsFile, followingLinks: true) != nil else { return [] }
        return String(decoding: try LiveFileSystem().read(callsFile, limit: .max), as: UTF8.self)
            .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    /// A script that stands beside the tests.
    static func script(_ name: String) -> String {
        FilePath(#filePath).removingLastComponent().appending("Scripts").appending(name).string
    }

    /// A provider that asks moto and nobody else.
    func provider(_ arguments: [Argument] = []) -> Block {
        let address = Expression.string("http://127.0.0.1:\(port)")
        return Block("provider", "aws") {
            arguments
            Argument("access_key", .string("test"))
            Argument("secret_key", .string("test"))
            Argument("max_retries", .number(2))
            Argument("s3_use_path_style", .bool(true))
            Argument("skip_credentials_validation", .bool(true))
            Argument("skip_metadata_api_check", .bool(true))
            Argument("skip_requesting_account_id", .bool(true))
            Block("endpoints") {
                for service in Self.services { Argument(service, address) }
            }
        }
    }

    /// Runs a server while a closure runs.
    static func whileServing(layers: [String], _ body: (Moto) async throws -> Void) async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let callsFile = scratch.appending("calls")
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let command = Command(
            "python3", [script("serve_aws.py")] + layers,
            environment: ownChanges([
                "MOTO_ACCOUNT_ID": account, "PYTHONUNBUFFERED": "1", "SWIFTLAMBDA_CALLS": callsFile.string,
            ]))
        let server = Task {
            defer { continuation.finish() }
            return try await liveProcesses().stream(command) { continuation.yield($0) }
        }
        var output: [String] = []
        for await line in lines {
            output.append(line)
            guard line.hasPrefix("port "), let port = Int(line.dropFirst("port ".count)) else { continue }
            do {
                try await body(Moto(port: port, callsFile: callsFile))
            } catch {
                server.cancel()
                _ = await server.result
                throw error
            }
            server.cancel()
            _ = await server.result
            return
        }
        Issue.record("moto ended before it served: \(try await server.value)\n\(output.joined(separator: "\n"))")
    }
}

/// Runs one moto for all tests of a suite.
struct MotoTrait: SuiteTrait, TestScoping {
    /// The layers that have to be there.
    var layers: [String]

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Moto.whileServing(layers: layers) { moto in
            try await Moto.$current.withValue(moto) { try await function() }
        }
    }
}
