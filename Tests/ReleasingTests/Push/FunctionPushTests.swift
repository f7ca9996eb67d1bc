import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

@Suite struct FunctionPushTests {
    private let asked = GetFunctionConfigurationRequest.words
    private let updated = UpdateFunctionCodeRequest.words

    private func push(
        _ sample: AWSSample, target: ReleaseTarget? = nil, archive: PushedArchive = PushSamples.archive,
        onEvent: @escaping @Sendable (FunctionPush.Event) -> Void = { _ in }
    ) async throws -> PushResult {
        let push = FunctionPush(of: PushSamples.function(), to: try target ?? PushSamples.target(), with: sample.aws)
        return try await push.push(archive, over: try await push.deployed(), onEvent: onEvent)
    }

    @Test func unchangedCodeCostsOneCall() async throws {
        let sample = try await AWSSample()
        sample.answer(asked, with: [PushSamples.configuration(hash: "new=")])
        let result = try await push(sample, target: PushSamples.target(account: PushSamples.account))
        #expect(result == PushResult(way: .unchanged, version: "$LATEST"))
        #expect(
            sample.processes.commands.map(\.arguments).dropFirst().map { Array($0.prefix(4)) } == [
                ["lambda", "get-function-configuration", "--function-name", "orders-dev"]
            ])
    }

    @Test func otherCodeIsSentWithTheState() async throws {
        let sample = try await AWSSample()
        sample.answer(
            asked,
            with: [
                PushSamples.configuration(), PushSamples.configuration(hash: "new=", status: "InProgress"),
                PushSamples.configuration(hash: "new="),
            ])
        sample.answer(updated, with: [PushSamples.configuration(hash: "new=", status: "InProgress")])
        let events = Mutex<[FunctionPush.Event]>([])
        let result = try await push(sample) { event in events.withLock { $0.append(event) } }
        #expect(result.way == .direct)
        #expect(result.upload == .zero)
        #expect(result.update == .milliseconds(250))
        #expect(events.withLock { $0 } == [.uploading(bucket: nil), .updating])
        let update = try #require(sample.processes.commands.first { $0.arguments.starts(with: updated) }).arguments
        let options = [
            "--function-name", "orders-dev", "--zip-file", "fileb:///out/function.zip", "--revision-id", "r1",
        ]
        #expect(update.starts(with: updated + options))
        #expect(!update.contains("--architectures"))
    }

    @Test func aLargeArchiveGoesThroughTheBucket() async throws {
        let sample = try await AWSSample()
        sample.answer(asked, with: [PushSamples.configuration()])
        sample.answer(updated, with: [PushSamples.configuration(hash: "new=")])
        sample.answer(PutObjectRequest.words, with: ["{}"])
        var archive = PushSamples.archive
        archive.sizeBytes = LambdaLimits.zippedBytes + 1
        let target = try PushSamples.target(store: ArtifactStore(bucket: "shop-{region}"))
        let result = try await push(sample, target: target, archive: archive)
        #expect(result.way == .bucket)
        #expect(sample.operations.suffix(3) == ["get-function-configuration", "put-object", "update-function-code"])
        let key = "functions/orders/\(RecordSamples.digest).zip"
        let put = try #require(sample.processes.commands.first { $0.arguments.contains("put-object") }).arguments
        #expect(put.contains("shop-eu-west-1") && put.contains(key) && put.contains("new="))
        let update = try #require(sample.processes.commands.last).arguments
        #expect(update.contains(["--s3-bucket", "shop-eu-west-1", "--s3-key", key]))

        sample.processes.answer(
            "aws", PutObjectRequest.words,
            error: "\nAn error occurred (PreconditionFailed) when calling the PutObject operation: At least one\n",
            status: 254)
        let again = try await push(sample, target: target, archive: archive)
        #expect(again.way == .stored)
        #expect(again.upload == nil)

        await #expect(throws: PushError.tooLarge(bytes: archive.sizeBytes)) {
            try await push(sample, archive: archive)
        }
    }

    @Test func anotherArchitectureIsRefused() async throws {
        let sample = try await AWSSample()
        sample.answer(asked, with: [PushSamples.configuration(architecture: "x86_64")])
        let error = await #expect(throws: PushError.self) { try await push(sample) }
        #expect(
            error
                == .otherArchitecture(
                    function: "orders", archive: .arm64, deployed: "x86_64", stageOption: " --stage dev"))
        #expect(
            error?.diagnostics.first?.hints.first
                == "if x86_64 is right: swiftlambda push orders --stage dev --arch x86_64")
        #expect(sample.operations.last == "get-function-configuration")
    }

    /// A change that is under way may bring the same code.
    @Test func anotherChangeEndsFirst() async throws {
        let sample = try await AWSSample()
        sample.answer(
            asked,
            with: [PushSamples.configuration(status: "InProgress"), PushSamples.configuration(hash: "new=")])
        let events = Mutex<[FunctionPush.Event]>([])
        let result = try await push(sample) { event in events.withLock { $0.append(event) } }
        #expect(result.way == .unchanged)
        #expect(events.withLock { $0 } == [.waiting])
    }

    @Test func codeOfSomebodyElseMeanwhile() async throws {
        let sample = try await AWSSample()
        sample.answer(asked, with: [PushSamples.configuration(), PushSamples.configuration(hash: "other=")])
        sample.answer(updated, with: [PushSamples.configuration(hash: "new=", status: "InProgress")])
        await #expect(throws: PushError.otherCode(deployedName: "orders-dev")) { try await push(sample) }
    }

    @Test func anotherAccountIsSeenInTheARN() async throws {
        let sample = try await AWSSample()
        sample.answer(asked, with: [PushSamples.configuration(account: "210987654321")])
        sample.answer(
            GetCallerIdentityRequest.words, with: [#"{"Account":"210987654321","Arn":"arn:x","UserId":"u"}"#])
        let target = try PushSamples.target(account: PushSamples.account)
        let error = await #expect(throws: WrongAccount.self) { try await push(sample, target: target) }
        #expect(error?.found == "210987654321")
        // There it does not exist either.
        sample.processes.answer("aws", asked, error: PushSamples.missing, status: 254)
        await #expect(throws: WrongAccount.self) { try await push(sample, target: target) }
        let missing = await #expect(throws: ReleasedFunctionError.self) { try await push(sample) }
        #expect(missing?.diagnostics.first?.identifier == "release.not-deployed")
        #expect(missing?.diagnostics.first?.hints.first == "deploy it: swiftlambda deploy orders --stage dev")
    }

    @Test(arguments: [
        (GetFunctionConfigurationRequest.words, "the push was stopped before 'orders-dev' was changed"),
        (
            UpdateFunctionCodeRequest.words,
            "the push was stopped while Lambda was asked to change 'orders-dev'"
        ),
        ([], "the push was stopped; Lambda has the code of 'orders-dev' and finishes by itself"),
    ])
    func aPushThatIsStoppedSaysWhatIsKnown(at words: [String], summary: String) async throws {
        let sample = try await AWSSample()
        let asking = Mutex(0)
        sample.processes.answer("aws", asked) { _ in
            let count = asking.withLock { count in
                count += 1
                return count
            }
            guard count == 1 else { throw CancellationError() }
            // Another change is under way, if the push is to be stopped while it waits for that.
            let status = words == asked ? "InProgress" : "Successful"
            return ProcessResult(
                end: .exited(0), output: Array(PushSamples.configuration(status: status).utf8))
        }
        sample.processes.answer("aws", updated) { _ in
            guard words != updated else { throw CancellationError() }
            return ProcessResult(
                end: .exited(0), output: Array(PushSamples.configuration(hash: "new=", status: "InProgress").utf8))
        }
        let stopped = Mutex<[Diagnostic]>([])
        await #expect(throws: CancellationError.self) {
            try await push(sample) { event in
                if case .stopped(let diagnostic) = event { stopped.withLock { $0.append(diagnostic) } }
            }
        }
        #expect(stopped.withLock { $0 }.map(\.summary) == [summary])
    }

    @Test func protectedStagesAreRefused() throws {
        try FunctionPush.check(PushSamples.target(), function: "orders")
        let error = #expect(throws: PushError.self) {
            try FunctionPush.check(PushSamples.target(isProtected: true), function: "orders")
        }
        #expect(error?.exitStatus == .usage)
        #expect(error?.diagnostics.first?.hints.first == "deploy the function: swiftlambda deploy orders --stage dev")
    }

    @Test func callersOfAnAliasAreMentioned() async throws {
        let sample = try await AWSSample()
        let plain = FunctionPush(of: PushSamples.function(), to: try PushSamples.target(), with: sample.aws)
        #expect(plain.aliasNote == nil)
        let aliased = FunctionPush(
            of: PushSamples.function(alias: "live"), to: try PushSamples.target(), with: sample.aws)
        #expect(aliased.aliasNote?.hints.first == "try the pushed code: swiftlambda invoke orders --remote --stage dev")
    }
}

@Suite struct ForeignCodeTests {
    private static let (deployed, pushed) = (
        String(repeating: "A", count: 43) + "=", String(repeating: "B", count: 42) + "A="
    )

    private func summary(_ actions: String, before: String, after: String) throws -> PlanSummary {
        try PlanReader(functions: ["orders"]).read(
            PlanFixture.plan(PlanFixture.change("aws_lambda_function", "orders", actions, before: before, after: after))
        )
    }

    /// The provider compares the hash only with the last one that it deployed.
    @Test(arguments: ["\"no-op\"", "\"update\""])
    func codeThatThePlanLeavesIsFound(actions: String) throws {
        let state = #"{"source_code_hash": "\#(Self.deployed)", "code_sha256": "\#(Self.pushed)", "memory_size": 1}"#
        let summary = try summary(actions, before: state, after: state.replacing(": 1}", with: ": 2}"))
        let foreign = try #require(summary.foreignCode.first)
        #expect(foreign.function == "orders")
        #expect(foreign.expected == String(repeating: "00", count: 32))
        #expect(summary.isEmpty == (actions == "\"no-op\""))
        #expect(summary.lines().first?.hasPrefix("orders runs code that was not deployed (04104104)") == true)
        #expect(!summary.lines().contains("nothing to change"))
    }

    @Test func codeThatThePlanChangesIsNot() throws {
        let before = #"{"source_code_hash": "\#(Self.deployed)", "code_sha256": "\#(Self.pushed)"}"#
        let after = #"{"source_code_hash": "\#(Self.pushed)", "code_sha256": "\#(Self.pushed)"}"#
        #expect(try summary("\"update\"", before: before, after: after).foreignCode == [])
        #expect(try summary("\"no-op\"", before: after, after: after).foreignCode == [])
        #expect(try summary("\"delete\"", before: before, after: "null").foreignCode == [])
        #expect(try summary("\"create\"", before: "null", after: after).foreignCode == [])
    }

    @Test func aFailedCheckIsAReasonToLook() {
        #expect(ForeignCode.isSuspected(after: [.warning("terraform.warning", "Check block assertion failed")]))
        #expect(!ForeignCode.isSuspected(after: [.warning("terraform.warning", "Deprecated attribute")]))
    }

    @Test func theArtifactIsPutBack() async throws {
        let sample = try await AWSSample()
        sample.answer(GetFunctionConfigurationRequest.words, with: [PushSamples.configuration(hash: "pushed=")])
        sample.answer(UpdateFunctionCodeRequest.words, with: [PushSamples.configuration(hash: "old=")])
        func restore(_ hash: String) async throws -> Bool {
            try await sample.aws.restoreCode(
                of: PushSamples.function(), from: "functions/orders/old.zip", in: ArtifactStore(bucket: "shop"),
                hash: hash, target: PushSamples.target())
        }
        #expect(try await restore("old="))
        #expect(sample.processes.commands.last?.arguments.contains(["--s3-key", "functions/orders/old.zip"]) == true)
        #expect(sample.processes.commands.last?.arguments.contains(["--revision-id", "r1"]) == true)
        let count = sample.processes.commands.count
        #expect(try await !restore("pushed="))
        #expect(sample.processes.commands.count == count + 1)
        await #expect(throws: PushError.otherCode(deployedName: "orders-dev")) { try await restore("else=") }
        sample.processes.answer(
            "aws", GetFunctionConfigurationRequest.words, error: PushSamples.missing, status: 254)
        await #expect(throws: ReleasedFunctionError.self) { try await restore("old=") }
    }
}
