import Host
import Model
import Synchronization
import SystemPackage
import Terraform
import TestSupport
import Testing

@testable import Releasing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A place with functions, to which something is released.
struct FlowSample {
    /// Code, named by a byte that its digest consists of.
    struct Code {
        var digest: String
        var hash: String

        init(_ byte: UInt8) {
            digest = String(repeating: String(byte, radix: 16), count: 32)
            hash = Data(repeating: byte, count: 32).base64EncodedString()
        }
    }

    static let old = Code(0xaa)
    static let new = Code(0xbb)
    static let source = DeploymentRecord.Source(commit: RecordSamples.commit, isDirty: false)

    let clock: FlowClock
    let world: FlowWorld
    let scratch: ScratchDirectory
    let host: Host
    let aws: AWSCommandLine
    let events = EventList()
    private let terraform: TerraformCommandLine

    init(clock: FlowClock = FlowClock()) async throws {
        self.clock = clock
        world = FlowWorld(clock: clock)
        scratch = try ScratchDirectory()
        let processes = ScriptedProcessRunner()
        world.answer(on: processes)
        host = Host.testing(
            environment: ["TMPDIR": scratch.path.string], files: LiveFileSystem(), processes: processes, clock: clock)
        aws = try await AWSCommandLine.find(on: host, region: nil)
        terraform = try await TerraformCommandLine.find(.terraform, on: host)
        try scratch.write("new", to: "function.zip")
        try scratch.write("", to: "terraform/.terraform/providers/x")
    }

    static func function(_ name: String = "orders", alias: String? = "live") -> LambdaFunction {
        var function = LambdaFunction(name: name, product: name, architecture: .arm64)
        function.nameInPlace = "\(name)-prod"
        function.surroundings.alias = alias
        return function
    }

    static func target(_ functions: [LambdaFunction] = [function()], account: String? = nil) throws -> ReleaseTarget {
        let region = try #require(Region("eu-west-1"))
        return ReleaseTarget(
            place: RecordSamples.place, region: region, account: account, store: RecordSamples.store,
            functions: functions)
    }

    func archive(_ name: String = "orders", _ code: Code = FlowSample.new) -> ReleasedArchive {
        ReleasedArchive(
            function: name, digest: code.digest, codeHash: code.hash,
            origin: .file(scratch.appending("function.zip")))
    }

    func deployment(
        _ request: DeploymentRequest, functions: [LambdaFunction] = [FlowSample.function()]
    ) throws -> Deployment {
        Deployment(
            of: request, to: try Self.target(functions), store: RecordSamples.store, aws: aws, terraform: terraform,
            configuration: TerraformPlace(directory: scratch.appending("terraform")), host: host,
            observer: events.add)
    }

    func standing(_ functions: [LambdaFunction] = [FlowSample.function()]) async throws -> PlaceStanding {
        try await aws.standing(of: try Self.target(functions), store: RecordSamples.store)
    }

    /// Version 7 with the old code, and the alias on it, deployed by a run that did everything.
    func deployOld(_ names: [String] = ["orders"]) throws {
        for name in names {
            world.with {
                $0.functions["\(name)-prod"] = FlowWorld.Function(
                    versions: [("6", FlowSample.Code(0x66).hash), ("7", Self.old.hash)], alias: RecordSamples.alias("7")
                )
            }
        }
        var record = RecordSamples.record(began: -1_000, functions: names.map { Self.recorded($0) })
        try record.take(.began(.apply), at: RecordSamples.time(-990))
        try record.take(.finished, at: RecordSamples.time(-980))
        try record.take(.ended(.done), at: RecordSamples.time(-970))
        try world.add(record)
    }

    /// What a record says of a function that was deployed with some code.
    static func recorded(
        _ name: String = "orders", _ code: Code = FlowSample.old, version: String? = "7", isDirty: Bool = false
    ) -> RecordedFunction {
        RecordedFunction(
            name: name, deployedName: "\(name)-prod", digest: code.digest,
            key: RecordSamples.store.key(function: name, sha256: code.digest), codeHash: code.hash,
            release: VersionDescription(digest: code.digest, commit: RecordSamples.commit, isDirty: isDirty).text(),
            steps: [.publish, .shift], versionBefore: "6", versionAfter: version,
            aliasBefore: RecordSamples.alias("6"), aliasAfter: version.map { RecordSamples.alias($0) })
    }

    /// Lets Terraform update a function, and publish version 8 with the new code.
    func planUpdate(_ names: [String] = ["orders"]) {
        let changes = names.map { name in
            PlanFixture.change(
                "aws_lambda_function", name, "\"update\"", before: #"{"memory_size": 256}"#,
                after: #"{"memory_size": 512}"#)
        }
        world.with { state in
            state.plan = PlanFixture.plan(changes.joined(separator: ","))
            state.planStatus = 2
            state.onApply = { state in
                for name in names { state.functions["\(name)-prod"]?.versions.append(("8", FlowSample.new.hash)) }
            }
        }
    }

    func planNothing() {
        world.with { state in
            state.plan = PlanFixture.plan("")
            state.planStatus = 0
        }
    }
}

/// What a release showed.
final class EventList: Sendable {
    private let events = Mutex<[DeploymentEvent]>([])

    @Sendable func add(_ event: DeploymentEvent) { events.withLock { $0.append(event) } }

    var notes: [String] {
        events.withLock { $0 }.flatMap { event -> [String] in
            if case .note(let lines) = event { lines } else { [] }
        }
    }
}
