import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

@Suite struct RemoteInvocationTests {
    private func invoke(
        _ sample: AWSSample, account: String? = nil, qualifier: String? = nil
    ) async throws -> RemoteInvocation {
        try await RemoteInvocation.invoke(
            PushSamples.function(), in: try PushSamples.target(account: account), qualifier: qualifier,
            event: Array("{}".utf8), with: sample.aws)
    }

    private func sample(_ scratch: ScratchDirectory, head: String, response: String = "{}") async throws -> AWSSample {
        let sample = try await AWSSample(environment: ["TMPDIR": scratch.path.string], files: LiveFileSystem())
        sample.processes.answer("aws", InvokeRequest.words) { command in
            let words = command.arguments
            try LiveFileSystem().overwrite(FilePath(words[words.count - 5]), at: 0, with: Array(response.utf8))
            return ProcessResult(end: .exited(0), output: Array(head.utf8))
        }
        return sample
    }

    @Test func theAnswerHasTheEndOfTheLog() async throws {
        let scratch = try ScratchDirectory()
        // "END RequestId: 1\n"
        let head = #"{"StatusCode":200,"ExecutedVersion":"7","LogResult":"RU5EIFJlcXVlc3RJZDogMQo="}"#
        let sample = try await sample(scratch, head: head, response: "[1]")
        let answer = try await invoke(sample, qualifier: "live")
        #expect(
            answer
                == RemoteInvocation(
                    version: "7", hasFailed: false, response: Array("[1]".utf8), logTail: "END RequestId: 1\n"))
        let call = try #require(sample.processes.commands.last).arguments
        #expect(call.contains(["--function-name", "orders-dev", "--qualifier", "live"]))
        // The function may take 30 seconds.
        #expect(call.contains(["--cli-read-timeout", "90"]))
    }

    @Test func aFunctionThatFails() async throws {
        let scratch = try ScratchDirectory()
        let head = #"{"StatusCode":200,"FunctionError":"Unhandled","LogResult":""}"#
        let answer = try await invoke(try await sample(scratch, head: head))
        #expect(answer.hasFailed)
        #expect(answer.version == nil)
    }

    @Test func nothingIsInvokedInAnotherAccount() async throws {
        let scratch = try ScratchDirectory()
        let sample = try await sample(scratch, head: "{}")
        sample.answer(GetCallerIdentityRequest.words, with: [PushSamples.identity])
        await #expect(throws: WrongAccount.self) { try await invoke(sample, account: "210987654321") }
        #expect(sample.operations.last == "get-caller-identity")
    }

    @Test func aMissingAliasIsNotAMissingFunction() async throws {
        let scratch = try ScratchDirectory()
        let sample = try await sample(scratch, head: "{}")
        sample.processes.answer("aws", InvokeRequest.words, error: PushSamples.missing, status: 254)
        let missing = await #expect(throws: ReleasedFunctionError.self) { try await invoke(sample) }
        #expect(missing?.diagnostics.first?.identifier == "release.not-deployed")
        let other = await #expect(throws: ReleasedFunctionError.self) { try await invoke(sample, qualifier: "live") }
        #expect(other?.diagnostics.first?.identifier == "release.no-qualifier")
        #expect(
            other?.diagnostics.first?.hints == ["see its versions and aliases: swiftlambda versions orders --stage dev"]
        )
    }
}
