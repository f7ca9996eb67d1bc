import Console
import Host
import Model
import Releasing
import SystemPackage
import TestSupport
import Testing

@testable import Commands

/// `push`, `invoke --remote` and `logs`, with an AWS command line that is played.
@Suite(.serialized) struct InnerLoopTests {
    private static let configuration = """
        version: 1
        stages:
          dev: { regions: [eu-west-1, us-east-1] }
          prod: { regions: [eu-west-1], protected: true }
        functions:
          orders: { product: Orders, architecture: arm64, alias: live }
          report: { product: Report, architecture: arm64 }
        """

    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()

    init() throws {
        scratch = try ScratchDirectory()
        try scratch.write(Self.configuration, to: "swiftlambda.yaml")
        processes.answer("aws", ["--version"], output: "aws-cli/2.31.0 Python/3.13.7 Linux/6.8.0\n")
    }

    private func run(_ arguments: String...) async -> Run {
        await Run(
            arguments, environment: ["TMPDIR": scratch.path.string], processes: processes, files: LiveFileSystem(),
            workingDirectory: scratch.path)
    }

    @Test func protectedStagesAreRefusedBeforeAnythingElse() async {
        let run = await run("push", "orders", "--stage", "prod")
        #expect(run.status == .usage)
        #expect(run.error.hasPrefix("error: code is not pushed to the stage 'prod', which is protected\n"))
        #expect(processes.commands.isEmpty)
    }

    @Test func oneFunctionIsPushed() async {
        let run = await run("push", "--stage", "dev")
        #expect(run.status == .usage)
        #expect(run.error.contains("the package has 2 functions; name one of them"))
    }

    @Test(arguments: [
        (["invoke", "orders", "--remote", "--env", "A=b"], "--env works only on this machine"),
        (["invoke", "--remote", "--url", "http://127.0.0.1:1"], "--url works only on this machine"),
        (["invoke", "./function.zip", "--remote"], "--remote needs the name of a function"),
        (["invoke", "orders", "--qualifier", "live"], "add --remote"),
        (["invoke", "orders", "--remote", "--qualifier", "a:b"], "must be a version, an alias or $LATEST"),
        (["logs", "orders", "--since", "yesterday"], "invalid for '--since <time>'"),
    ])
    func wrongUsage(arguments: [String], words: String) async {
        let run = await Run(arguments)
        #expect(run.status == .usage)
        #expect(run.error.contains(words), "\(run.error)")
    }

    private func answerInvocation(_ head: String, _ response: String) {
        processes.answer("aws", ["lambda", "invoke"]) { command in
            let words = command.arguments
            try LiveFileSystem().overwrite(FilePath(words[words.count - 5]), at: 0, with: Array(response.utf8))
            return ProcessResult(end: .exited(0), output: Array(head.utf8))
        }
    }

    @Test func aRemoteInvocation() async {
        // "START\u{1B}\n"
        answerInvocation(#"{"StatusCode":200,"ExecutedVersion":"$LATEST","LogResult":"U1RBUlQbCg=="}"#, "[1]")
        let text = await run("invoke", "orders", "--remote", "--stage", "dev", "--example", "sqs")
        #expect(text.status == .success)
        #expect(text.output == "[1]\n")
        #expect(text.error.contains("In eu-west-1; for us-east-1, add --region\n"))
        #expect(text.error.contains("START\\u{1B}\n"))
        #expect(text.error.contains("This was $LATEST; callers use the alias 'live': --qualifier live\n"))
        #expect(processes.commands.last?.arguments.contains("orders-dev") == true)
        let json = await run(
            "invoke", "orders", "--remote", "--stage", "dev", "--region", "us-east-1", "--format", "json")
        #expect(json.output.contains(#""executedVersion" : "$LATEST""#))
        #expect(processes.commands.last?.arguments.contains("us-east-1") == true)
    }

    @Test func aRemoteFailureIsOne() async {
        answerInvocation(
            #"{"StatusCode":200,"FunctionError":"Unhandled"}"#,
            #"{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 30.00 seconds"}"#)
        let run = await run("invoke", "report", "--remote", "--stage", "dev", "--format", "json")
        #expect(run.status == .unsatisfied)
        #expect(run.output.contains(#""status" : "failed""#))
        #expect(run.error.contains("error: the function failed on Lambda: Sandbox.Timedout\n"))
        #expect(run.error.contains("hint: see its log: swiftlambda logs report --stage dev\n"))
    }

    @Test func lines() async {
        let words = ["logs", "filter-log-events"]
        processes.answer(
            "aws", words,
            output: #"""
                {"events":[{"eventId":"1","logStreamName":"s","timestamp":1767225600250,
                 "message":"a\u001b[31m\tb\nc\n"}]}
                """#)
        let text = await run("logs", "report", "--stage", "dev", "--since", "1h")
        #expect(text.status == .success)
        let margin = String(repeating: " ", count: 24)
        #expect(text.output == "2026-01-01T00:00:00.250Z  a\\u{1B}[31m\tb\n\(margin)  c\n")
        #expect(processes.commands.last?.arguments.contains("\(1_767_225_600_000 - 3_600_000)") == true)
        let json = await run("logs", "report", "--stage", "dev", "--format", "json")
        #expect(json.output.contains(#""message" : "a\u001b[31m\tb\nc""#))

        processes.answer("aws", words, output: #"{"events":[]}"#)
        let none = await run("logs", "report", "--stage", "dev", "--format", "json")
        #expect(none.status == .success)
        #expect(none.output.contains(#""lines" : []"#))
        #expect(none.error.contains("note: '/aws/lambda/report-dev' has no such lines since then\n"))
        processes.answer(
            "aws", words,
            error: "\nAn error occurred (ResourceNotFoundException) when calling the FilterLogEvents operation: no\n",
            status: 254)
        let noGroup = await run("logs", "report", "--stage", "dev")
        #expect(noGroup.status == .success)
        #expect(noGroup.output.isEmpty)
        #expect(noGroup.error.contains("note: the log group '/aws/lambda/report-dev' does not exist in eu-west-1\n"))
    }
}

@Suite struct LogTextTests {
    private let event = LogEvent(id: "1", stream: "s/1", timestamp: 1_767_225_600_007, message: "a \"b\"\n")

    @Test func timesAreFaintOnlyInColour() {
        #expect(LogText(styles: StyleSheet(isColored: false)).text(of: event) == "2026-01-01T00:00:00.007Z  a \"b\"\n")
        #expect(
            LogText(styles: StyleSheet(isColored: true)).text(of: event)
                == "\u{1B}[2m2026-01-01T00:00:00.007Z\u{1B}[0m  a \"b\"\n")
    }

    @Test func aLineForProgramsIsOneLine() throws {
        var event = event
        event.message = "a\nb\n"
        #expect(
            try LogText.jsonLine(of: event)
                == #"{"formatVersion":1,"message":"a\nb","stream":"s/1","time":"2026-01-01T00:00:00.007Z"}"# + "\n")
    }
}

@Suite struct PushReportTests {
    private func function(alias: String?) -> LambdaFunction {
        var function = LambdaFunction(name: "orders", product: "Orders", architecture: .arm64)
        function.nameInPlace = "orders-dev"
        function.surroundings.alias = alias
        return function
    }

    private func report(_ way: PushResult.Way, alias: String? = nil) async throws -> CommandResult {
        let processes = ScriptedProcessRunner()
        processes.answer("aws", ["--version"], output: "aws-cli/2.31.0 Python/3.13.7 Linux/6.8.0\n")
        let region: Region = try #require(Region("eu-west-1"))
        let target = ReleaseTarget(
            place: Placement(stage: "dev", region: region), region: region, functions: [function(alias: alias)])
        let push = FunctionPush(
            of: function(alias: alias), to: target,
            with: try await AWSCommandLine.find(on: .testing(processes: processes), region: region))
        let archive = PushedArchive(
            path: "/out/function.zip", architecture: .arm64, sizeBytes: 2_048, sha256: "ab", codeHash: "q=")
        var report = PushReport(function: "orders", package: .seconds(3), diagnostics: [])
        #expect(report.isEmpty)
        let isChanged = way != .unchanged
        report.add(
            PushResult(
                way: way, version: "$LATEST", upload: isChanged ? .milliseconds(1_200) : nil,
                update: isChanged ? .milliseconds(900) : nil), of: archive, to: push)
        return report.commandResult
    }

    @Test func theTimesOfAllParts() async throws {
        let changed = try await report(.direct)
        #expect(
            changed.text == """
                orders-dev in eu-west-1: $LATEST has the new code, 2.0 KiB (package 3.0 s, upload 1.2 s, update 900 ms)

                Next: swiftlambda invoke orders --remote --stage dev

                """)
        #expect(changed.diagnostics.isEmpty)
        let json = try jsonResult(changed.payload)
        #expect(try JSONSchema(reference: "results/push").faults(in: json) == [])
        let unchanged = try await report(.unchanged, alias: "live")
        #expect(
            unchanged.text.hasPrefix(
                "orders-dev in eu-west-1: $LATEST has this code already, nothing was uploaded (package 3.0 s)\n"))
        #expect(unchanged.diagnostics.isEmpty)
        #expect(try JSONSchema(reference: "results/push").faults(in: try jsonResult(unchanged.payload)) == [])
    }

    @Test func anAliasReplacesTheNextStep() async throws {
        let changed = try await report(.bucket, alias: "live")
        #expect(!changed.text.contains("Next"))
        #expect(changed.status == .success)
        #expect(changed.diagnostics.map(\.identifier) == ["push.alias-behind"])
    }
}
