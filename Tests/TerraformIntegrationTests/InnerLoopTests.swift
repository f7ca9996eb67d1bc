import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

/// Code that is pushed, invoked and watched, with the real AWS command line and moto.
///
/// What moto cannot do is in the tests of `Releasing`, with recorded answers: an update that takes time, a state that a
/// change is bound to, a function that fails or does not exist, the version that ran, the end of its
/// log, and throttling.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, .requires(program: "aws"), MotoTrait(layers: []))
struct InnerLoopTests {
    private static let region = "eu-west-1"

    private static func function(
        _ name: String, deployedName: String? = nil, architecture: Architecture = .x86_64
    ) -> LambdaFunction {
        var function = LambdaFunction(name: name, product: name, architecture: architecture, insights: .disabled)
        function.nameInPlace = deployedName
        return function
    }

    private static func target(
        _ function: LambdaFunction, stage: String?, bucket: String, account: String = Moto.account
    ) throws -> ReleaseTarget {
        let region: Region = try #require(Region(Self.region))
        return ReleaseTarget(
            place: Placement(stage: stage, region: region), region: region, account: account,
            store: ArtifactStore(bucket: bucket), functions: [function])
    }

    private static func archive(
        _ name: String, in scratch: ScratchDirectory, architecture: Architecture = .x86_64, isLarge: Bool = false
    ) async throws -> PushedArchive {
        let path = scratch.appending("\(name)/function.zip")
        let result = try await runTool("python3", [Moto.script("make_archive.py"), path.string])
        try #require(result.status == 0, "\(result.error)")
        let hash = result.output.filter { !$0.isNewline }
        return PushedArchive(
            path: path, architecture: architecture, sizeBytes: isLarge ? LambdaLimits.zippedBytes + 1 : 1_000,
            sha256: try #require(VersionHistory.digest(ofBase64: hash)), codeHash: hash)
    }

    @Test func pushes() async throws {
        let moto = try #require(Moto.current)
        let made = try await runTool(
            "python3", [Moto.script("make_release.py"), "\(moto.port)", Self.region, "push-dev"])
        try #require(made.status == 0, "\(made.error)")
        let scratch = try ScratchDirectory()
        let aws = try await awsAgainstMoto(scratch)
        let function = Self.function("push", deployedName: "push-dev")
        let target = try Self.target(function, stage: "dev", bucket: "push-dev-artifacts")
        let push = FunctionPush(of: function, to: target, with: aws)
        func send(_ archive: PushedArchive) async throws -> PushResult.Way {
            try await push.push(archive, over: try await push.deployed()) { _ in }.way
        }
        let first = try await Self.archive("first", in: scratch)
        #expect(try await send(first) == .direct)
        #expect(try await push.deployed().hash == first.codeHash)
        #expect(try await send(first) == .unchanged)
        let large = try await Self.archive("$HOME", in: scratch, isLarge: true)
        #expect(try await send(large) == .bucket)
        #expect(try await send(large) == .unchanged)
        #expect(try await send(first) == .direct)
        #expect(try await send(large) == .stored)
        let other = try await Self.archive("other", in: scratch, architecture: .arm64)
        await #expect(throws: PushError.self) { try await send(other) }

        let missing = FunctionPush(of: Self.function("nobody"), to: target, with: aws)
        await #expect(throws: ReleasedFunctionError.self) { try await missing.deployed() }
        let elsewhere = try Self.target(function, stage: "dev", bucket: "b", account: "123456789012")
        await #expect(throws: WrongAccount.self) {
            try await FunctionPush(of: function, to: elsewhere, with: aws).deployed()
        }
        try await commands(moto, scratch)
        try await follow(FunctionLogs(of: function, in: target, pattern: nil, with: aws))
    }

    /// The program itself.
    private func commands(_ moto: Moto, _ scratch: ScratchDirectory) async throws {
        try scratch.write(
            """
            version: 1
            account: "\(Moto.account)"
            stages: { dev: { regions: [\(Self.region)] }, prod: { regions: [\(Self.region)] } }
            functions: { push: { product: Push, architecture: x86_64, alias: live } }
            """, to: "swiftlambda.yaml")
        func run(_ arguments: String...) async throws -> ToolResult {
            try await BuiltTool.run(
                arguments, in: scratch.path,
                environment: [
                    "AWS_ENDPOINT_URL": "http://127.0.0.1:\(moto.port)", "AWS_ACCESS_KEY_ID": "test",
                    "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true", "AWS_PROFILE": nil,
                ])
        }
        let invoked = try await run("invoke", "--remote", "--stage", "dev", "--event", #"{"a": "Grüße"}"#)
        #expect(invoked.status == 0, "\(invoked.error)")
        #expect(invoked.output == #"{"a": "Grüße"}"# + "\n")
        let lines = try await run("logs", "--stage", "dev", "--format", "json")
        #expect(lines.status == 0, "\(lines.error)")
        #expect(lines.output.contains(#""message" : "line 4""#))
        let text = try await run("logs", "--stage", "dev", "--filter", "nothing")
        #expect(text.status == 0)
        #expect(text.error.contains("note: '/aws/lambda/push-dev' has no such lines since then"))
        let other = try await run("logs", "--stage", "prod")
        #expect(other.status == 0)
        #expect(other.error.contains("'/aws/lambda/push-prod' does not exist"))
    }

    private func follow(_ logs: FunctionLogs) async throws {
        let found = Mutex<[String]>([])
        let start = (Int(LiveClock().secondsSince1970) - 600) * 1_000
        let (enough, continuation) = AsyncStream.makeStream(of: Void.self)
        let following = Task {
            try await logs.follow(from: start, interval: .milliseconds(100)) { event in
                guard case .lines(let lines) = event else { return }
                found.withLock { $0 += lines.map(\.message) }
                continuation.yield()
            }
        }
        for await _ in enough { break }
        following.cancel()
        await #expect(throws: CancellationError.self) { try await following.value }
        #expect(found.withLock { $0 } == (0..<5).map { "line \($0)\n" })
    }

    /// No plan brings the artifact back after a push; a deployment does, and Terraform then publishes no foreign code.
    @Test func aDeploymentAfterAPush() async throws {
        var function = Self.function("loop", architecture: .arm64)
        function.surroundings.versions = true
        let scene = try await ArtifactScene(bucket: "loop-artifacts", functions: [function])
        let artifact = try await scene.put("loop", "one")
        try await scene.terraform.run(["init"], in: scene.directory)
        _ = try await plan(scene, warning: "Check block assertion known after apply")
        try await scene.terraform.run(["apply", "plan"], in: scene.directory)

        let aws = try await awsAgainstMoto(scene.scratch)
        let target = try Self.target(function, stage: nil, bucket: "loop-artifacts")
        let push = FunctionPush(of: function, to: target, with: aws)
        let archive = try await Self.archive("pushed", in: scene.scratch, architecture: .arm64)
        #expect(try await push.push(archive, over: try await push.deployed()) { _ in }.way == .direct)
        let unchanged = try await plan(scene)
        #expect(unchanged.isEmpty)
        #expect(unchanged.foreignCode.map(\.deployed) == [archive.sha256])

        let path = scene.directory.appending("loop.tf")
        let text = String(decoding: try scene.scratch.files.read(path, limit: 1 << 20), as: UTF8.self)
        try scene.scratch.write(text.replacing(#/(memory_size *)= 512/#) { "\($0.1)= 1024" }, to: "terraform/loop.tf")
        let changed = try await plan(scene)
        #expect(changed.functions.first?.settings.map(\.words).first == "memory 512 MB to 1024 MB")
        #expect(changed.foreignCode == unchanged.foreignCode)
        let isRestored = try await aws.restoreCode(
            of: function, from: artifact.key, in: ArtifactStore(bucket: "loop-artifacts"), hash: artifact.hash,
            target: target)
        #expect(isRestored)
        try await scene.terraform.run(["apply", "plan"], in: scene.directory)
        try await scene.terraform.run(["plan", "-detailed-exitcode"], in: scene.directory)
        #expect(try await push.deployed().hash == artifact.hash)
        let versions = try await aws.call(ListVersionsRequest(function: "loop"))
        #expect(versions.map(\.version) == ["$LATEST", "1", "2"])
        #expect(versions.allSatisfy { $0.codeSHA256 == artifact.hash })
        #expect(try await plan(scene, warning: nil).foreignCode == [])
    }

    private func plan(
        _ scene: ArtifactScene, warning: String? = "Check block assertion failed"
    ) async throws -> PlanSummary {
        try await scene.terraform.run(["plan", "-no-color", "-out=plan"], in: scene.directory, warning: warning)
        let shown = try await scene.terraform.run(["show", "-json", "plan"], in: scene.directory)
        return try PlanReader(functions: ["loop"]).read(Array(shown.output.utf8))
    }
}
