import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

/// The real AWS command line, each call once against moto.
@Suite(.needsMoto, .requires(program: "aws"), MotoTrait(layers: []))
struct AWSCommandLineTests {
    /// A function that was released once, and the AWS command line beside it.
    private struct Scene {
        let scratch: ScratchDirectory
        let function: String
        let aws: AWSCommandLine
        let digest: String

        init(_ function: String) async throws {
            let moto = try #require(Moto.current)
            let made = try await runTool(
                "python3", [Moto.script("make_release.py"), "\(moto.port)", "eu-west-1", function])
            try #require(made.status == 0, "\(made.error)")
            scratch = try ScratchDirectory()
            self.function = function
            digest = made.output.filter { !$0.isNewline }
            aws = try await awsAgainstMoto(scratch)
        }

        /// Writes an archive.
        func archive(_ name: String) async throws -> (path: FilePath, digest: String) {
            let path = scratch.appending("\(name)/function.zip")
            let result = try await runTool("python3", [Moto.script("make_archive.py"), path.string])
            try #require(result.status == 0, "\(result.error)")
            return (path, result.output.filter { !$0.isNewline })
        }
    }

    @Test func objects() async throws {
        let scene = try await Scene("objects")
        let bucket = "objects-artifacts"
        let identity = try await scene.aws.call(GetCallerIdentityRequest())
        #expect(identity.account == Moto.account)

        // A path with a dollar sign, and a key that begins with a dash.
        let archive = try await scene.archive("$HOME")
        let key = "-orders/\(archive.digest.filter { $0.isLetter }).zip"
        let head = HeadObjectRequest(bucket: bucket, key: key)
        #expect(try await scene.aws.call(head) == nil)
        let put = PutObjectRequest(
            bucket: bucket, key: key, file: archive.path, sha256: archive.digest, metadata: ["commit": "c"])
        guard case .stored = try await scene.aws.call(put) else { return #expect(Bool(false), "it did exist") }
        #expect(try await scene.aws.call(put) == .existed)
        let object = try #require(try await scene.aws.call(head))
        #expect(object.sha256 == archive.digest)
        #expect(object.metadata == ["commit": "c"])
        let bytes = try scene.scratch.files.read(archive.path, limit: 1 << 20)
        #expect(object.size == bytes.count)
        #expect(try await scene.aws.contents(of: key, in: bucket, limit: 1 << 20) == bytes)
        let list = try await scene.aws.call(ListObjectsRequest(bucket: bucket, prefix: "-orders/"))
        #expect(list.entries.map(\.key) == [key])
        #expect(!list.isTruncated)
        let none = try await scene.aws.call(ListObjectsRequest(bucket: bucket, prefix: "reports/"))
        #expect(none.entries.isEmpty)
        // Only the object that was read is replaced.
        var other = put
        other.replacedETag = object.etag
        other.metadata = ["commit": "d"]
        guard case .stored(let etag?, _) = try await scene.aws.call(other) else { return #expect(Bool(false)) }
        #expect(try await scene.aws.call(head)?.etag == etag)
        other.replacedETag = "\"0123456789abcdef0123456789abcdef\""
        #expect(try await scene.aws.call(other) == .changedByOther)
        other.key = "deleted"
        #expect(try await scene.aws.call(other) == .changedByOther)
        let missing = await #expect(throws: AWSError.self) {
            try await scene.aws.call(ListObjectsRequest(bucket: "nobodys-artifacts", prefix: ""))
        }
        #expect(missing?.reason == .notFound)
    }

    /// A run replaces what it wrote itself, also if it does not know of its last write, and never what another made of it.
    @Test func records() async throws {
        let scene = try await Scene("records")
        let region: Region = try #require(Region("eu-west-1"))
        let place = Placement(stage: "dev", region: region)
        let records = RecordStore(
            aws: scene.aws, bucket: "records-artifacts", store: ArtifactStore(bucket: "records-artifacts"), place: place
        )
        func record(_ id: String, _ began: Int) -> DeploymentRecord {
            DeploymentRecord(
                id: id, kind: .deploy, place: place,
                deployer: DeploymentRecord.Deployer(arn: "arn:aws:iam::1:user/me", account: "1"), source: nil,
                began: RecordTime(secondsSince1970: Double(began)))
        }
        var first = record("00000001", 1_000)
        let second = record("00000002", 2_000)
        let etag = try await records.write(first, replacing: nil)
        #expect(etag != nil)
        try first.take(.began(.plan, function: nil), at: RecordTime(secondsSince1970: 1_001))
        _ = try await records.write(first, replacing: etag)
        try first.take(.finished, at: RecordTime(secondsSince1970: 1_002))
        let newest = try await records.write(first, replacing: etag)
        #expect(try await records.newest(5) == [first])

        for _ in 0..<2 { try await records.supersede(first, by: second, at: RecordTime(secondsSince1970: 2_001)) }
        let error = await #expect(throws: DeploymentConflict.self) {
            try await records.write(first, replacing: newest)
        }
        guard case .takenOver(let present)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(present.progress.end?.outcome == .superseded)
        #expect(try await records.newest(5) == [present])
    }

    @Test func release() async throws {
        let scene = try await Scene("release")
        let (aws, name) = (scene.aws, scene.function)
        let before = try await aws.call(GetFunctionRequest(function: name))
        #expect(before.version.codeSHA256 == scene.digest)
        #expect(before.tags == ["owner": "shop"])

        let archive = try await scene.archive("second")
        let put = PutObjectRequest(
            bucket: "release-artifacts", key: "second.zip", file: archive.path, sha256: archive.digest)
        _ = try await aws.call(put)
        let updated = try await aws.call(
            UpdateFunctionCodeRequest(
                function: name,
                source: .object(bucket: "release-artifacts", key: "second.zip", versionID: nil),
                architecture: .x86_64))
        #expect(updated.codeSHA256 == archive.digest)
        #expect(try await aws.waitForUpdate(of: name).version == "$LATEST")
        let published = try await aws.call(
            PublishVersionRequest(function: name, codeSHA256: archive.digest, description: "second, commit c"))
        #expect(published.version == "2")
        #expect(published.description == "second, commit c")
        let versions = try await aws.call(ListVersionsRequest(function: name))
        #expect(versions.map(\.version) == ["$LATEST", "1", "2"])
        #expect(versions.last?.codeSHA256 == archive.digest)

        #expect(try await aws.call(GetAliasRequest(function: name, alias: "live")).version == "1")
        var move = UpdateAliasRequest(function: name, alias: "live", version: "1", weights: ["2": 0.1])
        let canary = try await aws.call(move)
        #expect(canary.weights == ["2": 0.1])
        move.version = "2"
        move.weights = [:]
        let moved = try await aws.call(move)
        #expect(moved.version == "2")
        #expect(moved.weights == [:])
        #expect(try await aws.call(ListAliasesRequest(function: name)) == [moved])

        let pushed = try await scene.archive("$HOME")
        let direct = try await aws.call(UpdateFunctionCodeRequest(function: name, source: .file(pushed.path)))
        #expect(direct.codeSHA256 == pushed.digest)
        let invocation = try await aws.invoke(
            name, qualifier: "live", event: Array(#"{"order": "Grüße 🚀"}"#.utf8), timeout: 30)
        #expect(invocation.isSuccess)
        #expect(String(decoding: invocation.response, as: UTF8.self) == #"{"order": "Grüße 🚀"}"#)
        let missing = await #expect(throws: AWSError.self) {
            try await aws.call(GetAliasRequest(function: name, alias: "nobody"))
        }
        #expect(missing?.reason == .notFound)
        #expect(missing?.operation == "GetAlias")
    }

    @Test func logsAndAlarms() async throws {
        let scene = try await Scene("watched")
        let now = Int(LiveClock().secondsSince1970)
        var request = FilterLogEventsRequest(group: "/aws/lambda/watched", start: (now - 600) * 1_000, limit: 2)
        var lines: [LogEvent] = []
        let isTruncated = try await scene.aws.search(request, pages: 4) { lines += $0 }
        #expect(!isTruncated)
        #expect(lines.map(\.message) == (0..<5).map { "line \($0)\n" })
        request.pattern = "\"line 3\""
        #expect(try await scene.aws.call(request).events.map(\.message) == ["line 3\n"])
        // moto ignores such a pattern; the AWS command line must not take it for an option.
        request.pattern = "-line"
        _ = try await scene.aws.call(request)
        let alarms = try await scene.aws.call(DescribeAlarmsRequest(names: ["watched-errors", "nobody"]))
        #expect(alarms == [AlarmState(name: "watched-errors", value: .alarm, reason: "too many errors")])
        let errors = FunctionMetricRequest(
            metric: .errors, function: "watched", start: now - 600, end: now + 600)
        #expect(try await scene.aws.call(errors) == 3)
    }

    /// What the AWS command line itself says.
    @Test func ownWords() async throws {
        let scratch = try ScratchDirectory()
        func reason(_ changes: [String: String?], region: String? = "eu-west-1") async throws -> AWSError.Reason? {
            let aws = try await awsAgainstMoto(scratch, region: region, changes: changes)
            let error = await #expect(throws: AWSError.self) {
                try await aws.call(GetAliasRequest(function: "orders", alias: "live"))
            }
            return error?.reason
        }
        let keys: [String: String?] = ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil]
        #expect(try await reason(keys) == .noCredentials)
        #expect(try await reason(["AWS_PROFILE": "nobody"]) == .unknownProfile("nobody"))
        #expect(try await reason([:], region: nil) == .noRegion)
        let lost = try await reason(["AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"])
        guard case .unreachable(let address)? = lost else { return #expect(Bool(false), "\(String(describing: lost))") }
        #expect(address?.hasPrefix("http://127.0.0.1:9/") == true)
        try scratch.write(
            """
            [profile sso]
            sso_session = main
            sso_account_id = 123456789012
            sso_role_name = ci
            [sso-session main]
            sso_start_url = https://example.awsapps.com/start
            sso_region = eu-west-1
            """, to: "config")
        let file = scratch.appending("config").string
        let expired = try await reason(keys.merging(["AWS_PROFILE": "sso", "AWS_CONFIG_FILE": file]) { $1 })
        #expect(expired == .expiredCredentials(.singleSignOn))
    }
}

/// The AWS command line with moto's address.
///
/// - Parameter changes: what its environment differs by.
func awsAgainstMoto(
    _ scratch: ScratchDirectory, region: String? = "eu-west-1", changes: [String: String?] = [:]
) async throws -> AWSCommandLine {
    let moto = try #require(Moto.current)
    let own: [String: String?] = [
        "AWS_ENDPOINT_URL": "http://127.0.0.1:\(moto.port)", "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true", "TMPDIR": scratch.path.string,
    ]
    let variables = own.merging(changes) { $1 }
    let environment = ownEnvironment.merging(variables.compactMapValues { $0 }) { $1 }
        .filter { variables[$0.key] != .some(nil) }
    let host = Host.testing(
        environment: environment, workingDirectory: scratch.path, files: LiveFileSystem(),
        processes: ProcessesWithChanges(runner: try liveProcesses(), changes: ownChanges(variables)),
        clock: LiveClock())
    return try await AWSCommandLine.find(on: host, region: region.flatMap { Region($0) })
}

/// Runs programs in an environment with changes.
private struct ProcessesWithChanges: ProcessRunner {
    let runner: LiveProcessRunner
    let changes: [String: String?]

    private func changed(_ command: Command) -> Command {
        var command = command
        command.environment = changes.merging(command.environment) { $1 }
        return command
    }

    func collect(_ command: Command, limit: Int) async throws -> ProcessResult {
        try await runner.collect(changed(command), limit: limit)
    }

    func stream(_ command: Command, onLine: @escaping @Sendable (String) -> Void) async throws -> ProcessEnd {
        try await runner.stream(changed(command), onLine: onLine)
    }

    func locate(_ name: String) -> FilePath? { runner.locate(name) }
}
