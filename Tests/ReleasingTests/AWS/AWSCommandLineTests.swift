import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

@Suite struct AWSCommandLineTests {
    @Test func bothGenerationsAreFound() async throws {
        let first = try await AWSSample(version: AWSSample.versions[0])
        #expect(first.aws.version.isFirstGeneration)
        #expect(first.aws.version.number.description == "1.45.11")
        #expect(first.aws.program == "/usr/bin/aws")
        let second = try await AWSSample()
        #expect(!second.aws.version.isFirstGeneration)
        // The version is asked for once.
        second.processes.answer(
            "aws", GetCallerIdentityRequest.words, output: #"{"Account":"1","Arn":"a","UserId":"u"}"#)
        for _ in 0..<2 { _ = try await second.aws.call(GetCallerIdentityRequest()) }
        #expect(second.processes.commands.filter { $0.arguments == ["--version"] }.count == 1)
    }

    @Test(arguments: [
        ("aws-cli/1.36.9 Python/3.8", false), ("aws-cli/1.36.10 Python/3.8", true),
        ("aws-cli/2.22.4 Python/3.11", false), ("aws-cli/2.22.5 Python/3.11", true),
        ("aws-cli/2.32.0dev0 Python/3.13", true),
    ])
    func oldVersionsAreRefused(output: String, isSupported: Bool) throws {
        let version = try #require(AWSCLIVersion(output: output))
        #expect(version.isSupported == isSupported)
    }

    @Test func anotherProgramIsRefused() async throws {
        #expect(AWSCLIVersion(output: "Amazing Widget Shell 3") == nil)
        let processes = ScriptedProcessRunner()
        let host = Host.testing(processes: processes)
        await #expect(throws: AWSProgramError.missing) { try await AWSCommandLine.find(on: host, region: nil) }
        processes.answer("aws", ["--version"], error: "Traceback\n\nNo module named awscli\n", status: 1)
        await #expect(throws: AWSProgramError.noAnswer("/usr/bin/aws", message: "No module named awscli")) {
            try await AWSCommandLine.find(on: host, region: nil)
        }
        processes.answer("aws", ["--version"], output: "aws-cli/1.16.0 Python/2.7\n")
        let old = try #require(AWSCLIVersion(output: "aws-cli/1.16.0"))
        await #expect(throws: AWSProgramError.tooOld("/usr/bin/aws", old)) {
            try await AWSCommandLine.find(on: host, region: nil)
        }
        #expect(AWSProgramError.missing.diagnostics.first?.hints.first?.contains("getting-started-install") == true)
        #expect(AWSProgramError.missing.exitStatus == .unavailable)
    }

    @Test func theRegionIsAnOptionIfItIsKnown() async throws {
        let sample = try await AWSSample(region: nil)
        #expect(sample.words(of: GetCallerIdentityRequest()) == ["sts", "get-caller-identity", "--output", "json"])
        let other = sample.aws.inRegion(try #require(Region("us-east-1")))
        #expect(other.command(for: GetCallerIdentityRequest()).arguments.contains("us-east-1"))
    }

    @Test func answersThatCannotBeReadAreNotQuoted() async throws {
        let sample = try await AWSSample()
        sample.processes.answer("aws", ["sts"], output: #"{"Secret":"hunter2","Account":5}"#)
        let error = await #expect(throws: AWSError.self) { try await sample.aws.call(GetCallerIdentityRequest()) }
        #expect(error?.reason == .unreadableAnswer)
        #expect(error?.message == "'Account' is missing or is not a text")
        sample.processes.answer("aws", ["sts"], output: "hunter2 is no JSON")
        let other = await #expect(throws: AWSError.self) { try await sample.aws.call(GetCallerIdentityRequest()) }
        #expect(other?.reason == .unreadableAnswer)
        #expect(other?.message.contains("hunter2") == false)
    }

    @Test func aSignalIsSaid() async throws {
        let sample = try await AWSSample()
        sample.processes.answer("aws", ["sts"]) { _ in ProcessResult(end: .signalled(9)) }
        let error = await #expect(throws: AWSError.self) { try await sample.aws.call(GetCallerIdentityRequest()) }
        #expect(error?.message == "aws was terminated by SIGKILL")
    }

    @Test func valuesThatWouldBeReplacedAreRefused() async throws {
        let sample = try await AWSSample()
        let request = FilterLogEventsRequest(group: "g", start: 0, pattern: "file:///etc/passwd")
        let error = await #expect(throws: AWSError.self) { try await sample.aws.call(request) }
        #expect(error?.reason == .reference)
        #expect(error?.diagnostics.first?.identifier == "aws.value-is-reference")
        #expect(sample.processes.commands.count == 1)
    }
}

@Suite struct AWSEnvironmentTests {
    @Test func pagersPromptsAndOtherFormsAreOff() {
        let changes = AWSEnvironment.changes(of: [:], configuration: "")
        #expect(changes["AWS_PAGER"] == "")
        #expect(changes["AWS_CLI_AUTO_PROMPT"] == "off")
        #expect(changes["AWS_CLI_ERROR_FORMAT"] == "legacy")
        // Whatever brings credentials and endpoints stays as it is.
        let kept = ["AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_CA_BUNDLE", "HOME"]
        for name in kept { #expect(changes.keys.contains(name) == false) }
    }

    @Test func retriesAreTheUsersOwnIfThereAreAny() {
        func retries(_ environment: [String: String], _ configuration: String) -> [String?] {
            let changes = AWSEnvironment.changes(of: environment, configuration: configuration)
            return [changes["AWS_RETRY_MODE"] ?? nil, changes["AWS_MAX_ATTEMPTS"] ?? nil]
        }
        #expect(retries([:], "[default]\nregion = eu-west-1\n# max_attempts = 2\n") == ["standard", "5"])
        #expect(retries(["AWS_RETRY_MODE": "adaptive"], "") == [nil, "5"])
        #expect(retries(["AWS_MAX_ATTEMPTS": "2"], "") == ["standard", nil])
        #expect(retries([:], "[profile x]\nretry_mode=legacy\n  max_attempts = 10\n") == [nil, nil])
    }

    @Test func theConfigurationFileIsFound() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("[default]\nmax_attempts = 9\n", to: ".aws/config")
        try scratch.write("[default]\nretry_mode = adaptive\n", to: "elsewhere")
        func names(_ environment: [String: String]) -> Set<String> {
            let host = Host.testing(
                environment: environment.merging(["HOME": scratch.path.string]) { $1 }, files: LiveFileSystem())
            return Set(AWSEnvironment.changes(on: host).keys).intersection(["AWS_RETRY_MODE", "AWS_MAX_ATTEMPTS"])
        }
        #expect(names([:]) == ["AWS_RETRY_MODE"])
        #expect(names(["AWS_CONFIG_FILE": "~/elsewhere"]) == ["AWS_MAX_ATTEMPTS"])
        #expect(names(["AWS_CONFIG_FILE": "/nowhere/config"]) == ["AWS_RETRY_MODE", "AWS_MAX_ATTEMPTS"])
    }

    @Test func invocationsAreNeverRepeated() async throws {
        let sample = try await AWSSample(environment: ["AWS_MAX_ATTEMPTS": "7"])
        let request = InvokeRequest(function: "orders", event: "/in", response: "/out", timeout: 30)
        #expect(sample.aws.command(for: request).environment["AWS_MAX_ATTEMPTS"] == "1")
        #expect(sample.aws.command(for: GetCallerIdentityRequest()).environment["AWS_MAX_ATTEMPTS"] == nil)
    }

    @Test func theProfileIsThatOfTheEnvironment() {
        #expect(AWSEnvironment.profile(in: ["AWS_PROFILE": "a", "AWS_DEFAULT_PROFILE": "b"]) == "a")
        #expect(AWSEnvironment.profile(in: ["AWS_PROFILE": "", "AWS_DEFAULT_PROFILE": "b"]) == "b")
        #expect(AWSEnvironment.profile(in: [:]) == nil)
    }
}
