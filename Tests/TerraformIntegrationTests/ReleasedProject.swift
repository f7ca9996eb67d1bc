import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// A project with two functions in three stages, and AWS as moto plays it.
struct ReleasedProject: Sendable {
    /// The options of an alarm that has no data.
    static let alarm = [
        "--alarm-name", "errors", "--namespace", "Shop", "--metric-name", "Errors", "--statistic", "Sum", "--period",
        "60", "--evaluation-periods", "1", "--threshold", "1", "--comparison-operator", "GreaterThanThreshold",
    ]

    private static let plain = """
          plain:
            product: Greeter
            name: "{function}-{stage}"
            include: [Assets]

        """

    /// The commit of the first sources.
    let commit: String
    private let scratch: ScratchDirectory
    private let package: FilePath
    private let terraform: TerraformTool
    private let environment: [String: String?]
    private let configuration: String

    init() async throws {
        let moto = try #require(Moto.current)
        scratch = try ScratchDirectory(isPlain: true)
        package = scratch.appending("my shop").appending("greeter")
        terraform = try TerraformTool(in: scratch)
        let copied = try await runTool(
            "sh",
            ["-c", "mkdir -p \"$2\" && cp -R \"$1/.\" \"$2\" && rm -rf \"$2/.build\"", "sh"]
                + [BuiltTool.root.appending("Examples").appending("Greeter").string, package.string])
        try #require(copied.status == 0, "\(copied.error)")
        configuration = """
            version: 1
            regions: [eu-west-1]
            artifacts: { bucket: shop-artifacts }
            stages:
              dev: {}
              staging: {}
              prod: { protected: true, account: "\(Moto.account)" }
            deploy: { smoke: "events/{function}.json" }
            functions:
              greeter:
                product: Greeter
                name: "{function}-{stage}"
                environment: { GREETING_FILE: Assets/greeting.txt }
                include: [Assets]
                alias: live

            """
        // A stand-in of the AWS command line that fails or hangs for invocations if a file says so.
        try scratch.write(
            """
            #!/bin/sh
            if [ "$1 $2" = "lambda invoke" ] && [ -e "$SWIFTLAMBDA_TESTS_PLAY/fails" ]; then
                for output; do :; done
                while [ $# -gt 0 ]; do case "$1" in --*) ;; /*) file="$1" ;; esac; shift; done
                printf '{"errorType":"Broken","errorMessage":"no database"}' > "$file"
                printf '{"StatusCode":200,"FunctionError":"Unhandled","LogResult":"bm8gZGF0YWJhc2UK"}'
                exit 0
            elif [ "$1 $2" = "lambda invoke" ] && [ -e "$SWIFTLAMBDA_TESTS_PLAY/hangs" ]; then
                touch "$SWIFTLAMBDA_TESTS_PLAY/hanging"
                while [ -e "$SWIFTLAMBDA_TESTS_PLAY/hangs" ]; do sleep 0.1; done
                exit 1
            fi
            exec "$SWIFTLAMBDA_TESTS_AWS" "$@"

            """, to: "programs/aws", permissions: .ownerReadWriteExecute)
        try scratch.files.makeDirectory(scratch.appending("play"))
        let aws = try #require(try liveProcesses().locate("aws"))
        let address = "http://127.0.0.1:\(moto.port)"
        environment = terraform.environment.merging([
            "PATH": scratch.appending("programs").string + ":" + (ownEnvironment["PATH"] ?? "/usr/bin:/bin"),
            "SWIFTLAMBDA_TESTS_AWS": aws.string, "SWIFTLAMBDA_TESTS_PLAY": scratch.appending("play").string,
            "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1", "TF_WORKSPACE": nil,
        ]) { $1 }
        let files = scratch.files
        try files.makeDirectory(package.appending("events"))
        try files.write(
            Array(#"{"name":"Ada"}"#.utf8), to: package.pushing("events/greeter.json"), permissions: .readableByAll)
        try files.write(
            Array((configuration + Self.plain).utf8), to: package.appending("swiftlambda.yaml"),
            permissions: .readableByAll)
        let lock = try await BuiltTool.run(["lock"], in: package)
        try #require(lock.status == 0, "\(lock.error)")
        for arguments in [["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Begin"]] {
            try await Self.git(arguments, in: package)
        }
        commit = try await Self.git(["rev-parse", "HEAD"], in: package).trimmingCharacters(in: .newlines)
        // Without Docker, an invocation answers with its event.
        let settings = try await runTool(
            "curl",
            ["--silent", "--fail", "--data", #"{"lambda": {"use_docker": false}}"#, address + "/moto-api/config"])
        try #require(settings.status == 0, "\(settings.error)")
        try await self.aws([
            "s3api", "create-bucket", "--bucket", "shop-artifacts", "--create-bucket-configuration",
            "LocationConstraint=eu-west-1",
        ])
    }

    @discardableResult
    private static func git(_ arguments: [String], in directory: FilePath) async throws -> String {
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
        let result = try await runTool(
            "git", identity + arguments, in: directory,
            environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"])
        try #require(result.status == 0, "\(result.error)")
        return result.output
    }
}

extension ReleasedProject {
    /// Runs `swiftlambda` in the package, with its result as JSON.
    func run(_ arguments: [String], environment changes: [String: String] = [:]) async throws -> ToolResult {
        let changes = changes.mapValues { Optional($0) }
        return try await BuiltTool.run(
            arguments + ["--format", "json"], in: package, environment: environment.merging(changes) { $1 },
            timeLimit: .seconds(600))
    }

    /// Runs a script of a runner in the package, with `swiftlambda` in `PATH`.
    func shell(_ script: String, environment changes: [String: String] = [:]) async throws -> ToolResult {
        var own = environment.merging(changes) { $1 }
        own["PATH"] = "\(BuiltTool.path.removingLastComponent()):\((own["PATH"] ?? nil) ?? "")"
        own["RUNNER_TEMP"] = scratch.path.string
        return try await runTool(
            "bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], in: package, environment: own,
            timeLimit: .seconds(600))
    }

    /// Starts `swiftlambda` in the package.
    func start(_ arguments: [String]) throws -> RunningTool {
        try RunningTool(arguments, in: package, environment: environment)
    }

    /// Runs the AWS command line.
    ///
    /// - Returns: its output.
    @discardableResult
    func aws(_ arguments: [String]) async throws -> String {
        let result = try await runTool("aws", arguments, in: scratch.path, environment: environment)
        try #require(result.status == 0, "aws \(arguments): \(result.error)")
        return result.output
    }

    /// The keys in the bucket.
    func keys() async throws -> [String] {
        let output = try await aws([
            "s3api", "list-objects-v2", "--bucket", "shop-artifacts", "--query", "Contents[].Key", "--output", "text",
        ])
        return output.split(whereSeparator: \.isWhitespace).map(String.init).filter { $0 != "None" }
    }

    /// The digest of the code that a function has.
    func code(_ name: String) async throws -> String {
        try await aws([
            "lambda", "get-function-configuration", "--function-name", name, "--query", "CodeSha256", "--output",
            "text",
        ])
    }

    /// The percentage of calls that each version of `greeter` gets.
    func serving(_ stage: String) async throws -> [String: Int] {
        let output = try await aws([
            "lambda", "get-alias", "--function-name", "greeter-\(stage)", "--name", "live", "--output", "json",
        ])
        let alias = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        let routing =
            (alias["RoutingConfig"] as? [String: Any])?["AdditionalVersionWeights"] as? [String: Double] ?? [:]
        var shares = routing.mapValues { Int(($0 * 100).rounded()) }
        shares[try #require(alias["FunctionVersion"] as? String)] = 100 - shares.values.reduce(0, +)
        return shares
    }

    /// Expects that Terraform, called by hand, has nothing to do.
    func expectEmptyPlan(_ stage: String) async throws {
        try await terraform(["plan", "-input=false", "-detailed-exitcode"], stage)
    }

    /// Destroys all functions of a stage.
    func destroy(_ stage: String) async throws {
        try await terraform(["destroy", "-auto-approve", "-input=false"], stage)
    }

    private func terraform(_ arguments: [String], _ stage: String) async throws {
        let result = try await runTool(
            "terraform", arguments + ["-var=stage=\(stage)"], in: package.appending("terraform"),
            environment: environment.merging(["TF_WORKSPACE": "\(stage)-eu-west-1"]) { $1 }, timeLimit: .seconds(600))
        #expect(result.status == 0, "\(result.output)\(result.error)")
    }

    /// Changes the code of both functions.
    func changeCode(_ greeting: String) throws {
        let path = package.pushing("Sources/Greeter/Greeter.swift")
        let text = String(decoding: try scratch.files.read(path, limit: 1 << 20), as: UTF8.self)
        let changed = text.replacing(#/"\{\\"[A-Za-z ]+\\": /#) { _ in "\"{\\\"\(greeting)\\\": " }
        try #require(changed != text)
        try scratch.files.write(Array(changed.utf8), to: path, permissions: .readableByAll)
    }

    /// Removes the second function.
    func removePlain() throws {
        try scratch.files.write(
            Array(configuration.utf8), to: package.appending("swiftlambda.yaml"), permissions: .readableByAll)
    }

    /// Makes invocations fail or hang; `nil` makes them succeed.
    func play(_ what: String?) throws {
        let directory = scratch.appending("play")
        for name in try scratch.files.names(in: directory) { try scratch.files.remove(directory.appending(name)) }
        if let what { try scratch.write("", to: "play/\(what)") }
    }

    /// Whether an invocation hangs.
    var isHanging: Bool {
        get throws { try scratch.files.names(in: scratch.appending("play")).contains("hanging") }
    }
}
