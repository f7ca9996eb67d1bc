import Model
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

@Suite struct AWSAnswerTests {
    private static let version = """
        {"FunctionName":"orders","FunctionArn":"arn:f:7","Version":"7","CodeSha256":"aGFzaA==","CodeSize":9,
         "Description":null,"LastModified":"2026-11-30T18:22:04.000+0000","RevisionId":null,
         "Architectures":["arm64"],"Timeout":30,"State":"Active","StateReason":null,"StateReasonCode":null,
         "LastUpdateStatus":"Successful","LastUpdateStatusReason":null,"LastUpdateStatusReasonCode":null}
        """

    private func answer<Request: AWSRequest>(_ output: String, of request: Request) async throws -> Request.Answer {
        let sample = try await AWSSample()
        sample.processes.answer("aws", Request.words, output: output)
        return try await sample.aws.call(request)
    }

    @Test func identity() async throws {
        let output = #"{"UserId": "u", "Account": "580247275435", "Arn": "arn:aws:iam::580247275435:user/me"}"#
        let identity = try await answer(output, of: GetCallerIdentityRequest())
        #expect(identity.account == "580247275435")
        #expect(identity.arn.hasSuffix("user/me"))
    }

    @Test func objects() async throws {
        let head = HeadObjectRequest(bucket: "b", key: "k")
        let output = #"{"ContentLength":5,"ChecksumSHA256":"aGFzaA==","Metadata":{"commit":"c"},"ETag":"\"x\""}"#
        let object = try #require(try await answer(output, of: head))
        #expect(object.size == 5)
        #expect(object.etag == #""x""#)
        #expect(object.sha256 == "aGFzaA==")
        #expect(object.metadata == ["commit": "c"])
        let sample = try await AWSSample()
        let missing = "\nAn error occurred (404) when calling the HeadObject operation: Not Found\n"
        sample.processes.answer("aws", HeadObjectRequest.words, error: missing, status: 254)
        #expect(try await sample.aws.call(head) == nil)
    }

    @Test func anObjectThatExistsIsAnAnswer() async throws {
        let sample = try await AWSSample()
        let put = PutObjectRequest(bucket: "b", key: "k", file: "/f", sha256: "h")
        let text =
            "\nAn error occurred (PreconditionFailed) when calling the PutObject operation: "
            + "At least one of the pre-conditions you specified did not hold\n"
        sample.processes.answer("aws", PutObjectRequest.words, error: text, status: 254)
        #expect(try await sample.aws.call(put) == .existed)
        #expect(
            try await answer(#"{"ETag":"\"x\"","VersionId":"v"}"#, of: put)
                == .stored(etag: #""x""#, versionID: "v"))
        #expect(try await answer("", of: put) == .stored(etag: nil, versionID: nil))
    }

    /// The last two are played: moto has neither a deletion in between nor two writes at once.
    @Test(arguments: ["PreconditionFailed", "NoSuchKey", "ConditionalRequestConflict"])
    func anObjectThatIsNotTheOneToReplace(code: String) async throws {
        let sample = try await AWSSample()
        let text = "\nAn error occurred (\(code)) when calling the PutObject operation: no\n"
        sample.processes.answer("aws", PutObjectRequest.words, error: text, status: 254)
        var put = PutObjectRequest(bucket: "b", key: "k", file: "/f", sha256: "h", replacedETag: "e")
        #expect(try await sample.aws.call(put) == .changedByOther)
        put.replacedETag = nil
        guard code != "PreconditionFailed" else { return }
        await #expect(throws: AWSError.self) { try await sample.aws.call(put) }
    }

    @Test func listsOfObjects() async throws {
        let list = ListObjectsRequest(bucket: "b", prefix: "p/")
        let output = #"{"Contents":[{"Key":"p/a","Size":1,"LastModified":"t"}],"NextToken":"n"}"#
        let objects = try await answer(output, of: list)
        #expect(objects == ObjectList(entries: [.init(key: "p/a", size: 1, lastModified: "t")], isTruncated: true))
        // Both generations write one of these where there are none.
        for output in ["", #"{"RequestCharged": null}"#, #"{"Contents": null}"#] {
            #expect(try await answer(output, of: list) == ObjectList(entries: [], isTruncated: false))
        }
    }

    @Test func versions() async throws {
        let version = try await answer(Self.version, of: GetFunctionConfigurationRequest(function: "orders"))
        #expect(version.version == "7")
        #expect(version.codeSHA256 == "aGFzaA==")
        #expect(version.description == "")
        #expect(version.revisionID == nil)
        #expect(version.architectures == ["arm64"])
        #expect(version.timeout == 30)
        #expect(version.updateStatus == .successful)
        let versions = try await answer(
            "[\(Self.version),\(Self.version)]", of: ListVersionsRequest(function: "orders"))
        #expect(versions == [version, version])
        #expect(try await answer("null", of: ListVersionsRequest(function: "orders")) == [])
        let function = try await answer(
            #"{"Configuration":\#(Self.version),"Tags":{"owner":"shop"},"Concurrency":null}"#,
            of: GetFunctionRequest(function: "orders"))
        #expect(function == DeployedFunction(version: version, tags: ["owner": "shop"], reservedConcurrency: nil))
    }

    private static let states: [(String, String, DeployedVersion.UpdateStatus)] = [
        (#""State":"Active""#, #""State":"Pending""#, .inProgress),
        (#""Successful""#, #""InProgress""#, .inProgress),
        (
            #""Successful","LastUpdateStatusReason":null"#, #""Failed","LastUpdateStatusReason":"no""#,
            .failed(code: nil, reason: "no")
        ),
        (
            #""Active","StateReason":null,"StateReasonCode":null"#,
            #""Failed","StateReason":"gone","StateReasonCode":"EniLimitExceeded""#,
            .failed(code: "EniLimitExceeded", reason: "gone")
        ),
        (#""State":"Active""#, #""State":"Inactive""#, .successful),
        (#""LastUpdateStatus":"Successful""#, #""LastUpdateStatus":null"#, .successful),
    ]

    @Test(arguments: states)
    func statuses(old: String, new: String, status: DeployedVersion.UpdateStatus) async throws {
        #expect(Self.version.contains(old))
        let output = Self.version.replacing(old, with: new)
        let version = try await answer(output, of: GetFunctionConfigurationRequest(function: "orders"))
        #expect(version.updateStatus == status)
    }

    @Test func aliases() async throws {
        let output = """
            {"AliasArn":"arn:f:live","Name":"live","FunctionVersion":"7","Description":"",
             "RoutingConfig":{"AdditionalVersionWeights":{"8":0.1}},"RevisionId":"r"}
            """
        let alias = try await answer(output, of: GetAliasRequest(function: "orders", alias: "live"))
        #expect(alias.version == "7")
        #expect(alias.weights == ["8": 0.1])
        #expect(alias.revisionID == "r")
        let aliases = try await answer(#"{"Aliases":[\#(output)]}"#, of: ListAliasesRequest(function: "orders"))
        #expect(aliases == [alias])
    }

    @Test func invocations() async throws {
        let request = InvokeRequest(function: "orders", event: "/in", response: "/out", timeout: 3)
        let output = #"{"StatusCode":200,"FunctionError":"Unhandled","LogResult":"U1RBUlQK","ExecutedVersion":"7"}"#
        let head = try await answer(output, of: request)
        #expect(head == InvocationHead(status: 200, version: "7", functionError: "Unhandled", logTail: "START\n"))
        #expect(!Invocation(head: head, response: []).isSuccess)
    }

    @Test func alarmsAndMetrics() async throws {
        let output = """
            {"MetricAlarms":[{"AlarmName":"a","StateValue":"ALARM","StateReason":"r"}],
             "CompositeAlarms":[{"AlarmName":"b","StateValue":"INSUFFICIENT_DATA"}]}
            """
        let alarms = try await answer(output, of: DescribeAlarmsRequest(names: ["a", "b"]))
        #expect(alarms.map(\.value) == [.alarm, .insufficientData])
        let metric = FunctionMetricRequest(metric: .errors, function: "orders", start: 0, end: 60)
        #expect(try await answer(#"{"Label":"Errors","Datapoints":[{"Sum":2.0},{"Sum":1.0}]}"#, of: metric) == 3)
        #expect(try await answer(#"{"Datapoints":[]}"#, of: metric) == 0)
        await #expect(throws: AWSError.self) {
            try await answer(#"{"Datapoints":[{"Sum":1e999}]}"#, of: metric)
        }
    }

    @Test func faultsNameTheirPlace() async throws {
        let error = await #expect(throws: AWSError.self) {
            try await answer(
                #"{"Contents":[{"Key":"k","Size":1},{"Key":"k"}]}"#, of: ListObjectsRequest(bucket: "b", prefix: ""))
        }
        #expect(error?.message == "'Contents[1].Size' is missing or is not a whole number")
    }
}
