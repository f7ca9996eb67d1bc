import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Commands

/// A run of the command line in this process.
struct Run {
    var status: Model.ExitStatus
    var output: String
    var error: String

    /// As the program's own beginning does it, once for this process.
    private static let widened: Void = NarrowTerminal.widen(to: SwiftLambda.narrowest)

    init(
        _ arguments: [String], environment: [String: String] = [:],
        processes: any ProcessRunner = ScriptedProcessRunner(),
        files: any FileSystem = UnusableFileSystem(),
        workingDirectory: FilePath = "/nowhere"
    ) async {
        Self.widened
        let output = RecordingSink()
        let error = RecordingSink()
        let host = Host.testing(
            environment: environment, workingDirectory: workingDirectory, files: files, processes: processes,
            standardOutput: output, standardError: error)
        status = await SwiftLambda.run(arguments, on: host)
        self.output = output.text
        self.error = error.text
        #expect((try? ResultSchema.faults(in: output.text, of: arguments)) == [], "\(arguments)")
    }
}

@Suite(.serialized) struct HelpTests {
    @Test(arguments: [
        ["--help"], ["init", "--help"], ["package", "--help"], ["inspect", "--help"], ["verify", "--help"],
        ["insights", "--help"],
        ["insights", "arn", "--help"],
        ["insights", "list", "--help"], ["terraform", "--help"], ["rehearse", "--help"], ["help", "package"],
    ])
    func helpGoesToStandardOutputAndShowsAnExample(arguments: [String]) async {
        let run = await Run(arguments)
        #expect(run.status == .success)
        #expect(run.error.isEmpty)
        #expect(
            run.output.contains(
                "USAGE: swiftlambda \(arguments.filter { $0 != "--help" && $0 != "help" }.joined(separator: " "))"))
        #expect(arguments == ["insights", "--help"] || run.output.contains("\n  swiftlambda "))
    }

    @Test func theVersionIsPlain() async {
        #expect(await Run(["--version"]).output == SwiftLambda.version + "\n")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionScriptsAreMade(shell: String) async {
        let run = await Run(["--generate-completion-script", shell])
        #expect(run.status == .success)
        #expect(run.output.contains("swiftlambda"))
    }

    @Test(arguments: [
        ["packge"], ["package", "--compression", "10"], ["package", "--symbols", "--no-strip"],
        ["terraform", "--check", "--force"], ["insights", "arn", "--arch", "sparc"], ["package", "--jobs", "0"],
        ["inspect"], ["verify"], ["init"], ["init", "x", "--template", "rust"], ["package", "--builder", "docker"],
        ["package", "--engine", "rkt"], ["package", "--image", ""],
        ["package", "--builder", "native", "--engine", "docker"], ["package", "--builder", "sdk", "--image", "swift"],
        ["package", "--swift-sdk", "musl", "--pull"], ["package", "--builder", "container", "--swift-sdk", "musl"],
        ["package", "--image", "swift", "--libc", "musl"],
    ])
    func wrongUsageIsStatus64AndSaysNothingOnStandardOutput(arguments: [String]) async {
        let run = await Run(arguments)
        #expect(run.status == .usage)
        #expect(run.output.isEmpty)
        #expect(!run.error.isEmpty)
    }
}

@Suite(.serialized) struct UsageErrorTests {
    @Test(arguments: [["packge", "--format", "json"], ["package", "--format=json", "--jobs", "0"]])
    func wrongUsageIsJSONTooWhereThatIsAskedFor(arguments: [String]) async throws {
        let run = await Run(arguments)
        #expect(run.status == .usage)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let diagnostics = try #require(object["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.map { $0["identifier"] as? String } == ["usage.wrong-arguments"])
        #expect(!run.error.isEmpty)
    }
}

@Suite(.serialized) struct InsightsCommandTests {
    @Test func oneARNAndNothingElseGoesToStandardOutput() async {
        let run = await Run([
            "insights", "arn", "--region", "us-east-1", "--arch", "arm64", "--layer-version", "1.0.229.0",
        ])
        #expect(run.output == "arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension-Arm64:5\n")
        #expect(run.error.isEmpty)
    }

    @Test func theNewestKnownIsNeverCalledLatest() async {
        let run = await Run(["insights", "arn", "--region", "eu-west-1", "--arch", "x86_64"])
        #expect(run.status == .success)
        #expect(run.error.contains("newest known to this release"))
        #expect(run.error.contains("1.0.776.0"))
        #expect(!(run.output + run.error).lowercased().contains("latest"))
    }

    @Test func variablesStandForFlagsAndFlagsGoFirst() async {
        let environment = ["SWIFTLAMBDA_REGION": "eu-west-1", "SWIFTLAMBDA_ARCH": "arm64"]
        let fromVariables = await Run(["insights", "arn"], environment: environment)
        #expect(fromVariables.output.contains(":eu-west-1:"))
        #expect(fromVariables.output.contains("-Arm64:"))
        let fromFlags = await Run(
            ["insights", "arn", "--region", "us-east-2", "--arch", "x64"], environment: environment)
        #expect(fromFlags.output.contains(":us-east-2:"))
        #expect(!fromFlags.output.contains("-Arm64"))
    }

    @Test func aMissingRegionIsWrongUsage() async {
        let run = await Run(["insights", "arn", "--arch", "arm64"])
        #expect(run.status == .usage)
        #expect(run.error.contains("SWIFTLAMBDA_REGION"))
    }

    @Test func aMisspeltRegionIsWrongUsageAndHasANeighbour() async {
        let run = await Run(["insights", "arn", "--region", "eu-west-9", "--arch", "arm64"])
        #expect(run.status == .usage)
        #expect(run.error.contains("eu-west-1"))
    }

    @Test(arguments: [
        (["--region", "us-iso-east-1", "--arch", "x86_64"], "insights: false"),
        (["--region", "us-west-1", "--arch", "arm64", "--layer-version", "1.0.273.0"], "not trusted"),
        (["--region", "eu-west-1", "--arch", "arm64", "--layer-version", "9.9.9.9"], "1.0.404.0"),
    ])
    func refusalsSayWhatThereIs(arguments: [String], mention: String) async {
        let run = await Run(["insights", "arn"] + arguments)
        #expect(run.status == .badInput)
        #expect(run.output.isEmpty)
        #expect(run.error.contains(mention))
    }

    @Test func failuresAreJSONTooWhereThatIsAskedFor() async throws {
        let run = await Run(["insights", "arn", "--region", "us-iso-east-1", "--arch", "arm64", "--format", "json"])
        #expect(run.status == .badInput)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["formatVersion"] as? Int == 1)
        let diagnostics = try #require(object["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.first?["severity"] as? String == "error")
    }

    @Test func theListHasEachRegionOnceForEachArchitecture() async throws {
        let run = await Run(["insights", "list", "--format", "json"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let layers = try #require(object["layers"] as? [[String: Any]])
        let keys = layers.map { "\($0["region"] ?? "") \($0["architecture"] ?? "")" }
        #expect(keys.count == Set(keys).count)
        #expect(keys == keys.sorted())
        #expect(keys.count > 60)
    }
}
