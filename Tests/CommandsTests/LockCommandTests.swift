import Foundation
import Host
import Insights
import Model
import Packaging
import Project
import SystemPackage
import TestSupport
import Testing

@testable import Commands

/// `lock` and `insights update`, on a project whose configuration lists its functions.
@Suite struct LockCommandTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
        try configure("eu-west-1, eu-west-2")
    }

    private func configure(_ regions: String, insights: String = "true") throws {
        try scratch.write(
            "version: 1\nregions: [\(regions)]\nfunctions:\n  orders: { architecture: x86_64, insights: \(insights) }\n",
            to: "swiftlambda.yaml")
    }

    private func run(_ arguments: [String]) async -> Run {
        await Run(arguments, files: LiveFileSystem(), workingDirectory: scratch.path)
    }

    private var text: String? { try? scratch.text(of: "swiftlambda.lock") }

    /// Replaces the layer of eu-west-1 by an older one, as an older release would have recorded it.
    private func age() throws -> String {
        let layers = try LayerCatalogue.bundled().layers(in: Region("eu-west-1"), for: .x86_64)
        let newest = try #require(layers.last)
        let old = try #require(layers.dropLast().last)
        let text = try #require(text)
            .replacing(newest.arn, with: old.arn)
            .replacing(
                "eu-west-1/x86_64: { version: \(newest.version)", with: "eu-west-1/x86_64: { version: \(old.version)")
        try scratch.write(text, to: "swiftlambda.lock")
        return "eu-west-1/x86_64: \(old.version) -> \(newest.version)"
    }

    @Test func whatIsMissingIsAddedAndWhatIsUnusedIsRemoved() async throws {
        let missing = await run(["lock", "--check", "--format", "json"])
        #expect(missing.status == .unsatisfied)
        #expect(missing.output.contains("lock.incomplete"))
        #expect(text == nil)
        let added = await run(["lock"])
        #expect(added.status == .success)
        #expect(added.output.hasPrefix("swiftlambda.lock: 2 entries changed\n  eu-west-1/x86_64: added 1.0."))
        #expect(await run(["lock"]).output == "swiftlambda.lock: up to date\n")
        #expect(await run(["lock", "--check"]).status == .success)

        try configure("eu-west-1")
        let unused = await run(["lock", "--check"])
        #expect(unused.status == .unsatisfied)
        #expect(unused.error.contains("eu-west-2/x86_64"))
        #expect(await run(["lock", "--region", "eu-west-2", "--region", "eu-west-1"]).output.contains("up to date"))
        #expect(await run(["lock"]).output.contains("\n  eu-west-2/x86_64: removed 1.0."))
        #expect(text?.contains("eu-west-2") == false)
    }

    @Test func onlyAnUpdateChangesALayer() async throws {
        _ = await run(["lock"])
        let change = try age()
        let aged = text
        #expect(await run(["lock"]).output.contains("up to date"))
        #expect(await run(["lock", "--check"]).status == .success)
        #expect(text == aged)
        #expect(await run(["insights", "update"]).output.contains("\n  \(change)\n\nNext: swiftlambda terraform\n"))
        _ = try age()
        let updated = await run(["lock", "--update", "--format", "json"])
        #expect(updated.output.contains(#""insights""#))
        #expect(text != aged)
    }

    @Test func aVersionOfTheConfigurationIsNotRecorded() async throws {
        try configure("eu-west-1", insights: "{ version: 1.0.498.0 }")
        #expect(await run(["lock"]).output == "swiftlambda.lock: nothing to record\n")
        #expect(text == nil)
    }

    @Test func aConflictIsResolvedByLock() async throws {
        _ = await run(["lock"])
        let whole = try #require(text)
        let lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = try #require(lines.firstIndex { $0.contains("eu-west-1") })
        var conflict = lines
        conflict.insert(">>>>>>> other", at: first + 1)
        conflict.insert(contentsOf: ["<<<<<<< HEAD", "======="], at: first)
        try scratch.write(conflict.joined(separator: "\n"), to: "swiftlambda.lock")
        let check = await run(["lock", "--check"])
        #expect(check.status == .badInput)
        #expect(check.error.contains("swiftlambda.lock:\(first + 1): error: the file has an unresolved merge conflict"))
        #expect(await run(["lock"]).status == .success)
        #expect(text == whole)
    }

    @Test func aLayerThatCannotBeUsedIsReplacedByAnUpdateOnly() async throws {
        _ = await run(["lock"])
        let whole = try #require(text)
        try scratch.write(
            whole.replacing("arn:aws:lambda:eu-west-1:", with: "arn:aws:lambda:us-east-1:"), to: "swiftlambda.lock")
        let refused = await run(["lock"])
        #expect(refused.status == .badInput)
        #expect(refused.error.contains("hint: `swiftlambda lock --update` replaces the layer"))
        #expect(await run(["insights", "update"]).status == .success)
        #expect(text == whole)
    }

    @Test func anUpdateKeepsTheLayerOfANewerRelease() async throws {
        _ = await run(["lock"])
        let newer = try #require(text)
            .replacing(/eu-west-1\/x86_64: .*:\d+" }/) { _ in
                "eu-west-1/x86_64: { version: 1.0.9000.0, "
                    + "arn: \"arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:9000\" }"
            }
        try scratch.write(newer, to: "swiftlambda.lock")
        let run = await run(["lock", "--update"])
        #expect(run.status == .success)
        #expect(run.error.contains("note: eu-west-1/x86_64 keeps 1.0.9000.0"))
        #expect(text == newer)
    }

    /// What a build used is added only to a lock that exists.
    @Test func builds() async throws {
        var tools = Manifest.Tools(swiftlambda: "1", compiler: "Swift 6.3", triple: "t", builder: "container")
        tools.image = "swift:6.3"
        tools.imageDigest = "sha256:1"
        let host = Host.testing(workingDirectory: scratch.path, files: LiveFileSystem())
        #expect(try BuildRecords(tools: [(.arm64, tools)]).recorded(in: scratch.path, on: host) == [])
        #expect(text == nil)
        _ = await run(["lock"])
        #expect(try BuildRecords(tools: [(.arm64, tools)]).recorded(in: scratch.path, on: host) == [])
        #expect(text?.contains("\n  \"swift:6.3/arm64\": \"sha256:1\"\n") == true)
        tools.imageDigest = "sha256:2"
        tools.swiftSDK = "swift-6.3.1-RELEASE_static-linux-0.1.0"
        let warnings = try BuildRecords(tools: [(.arm64, tools), (.arm64, tools)]).recorded(in: scratch.path, on: host)
        #expect(warnings.map(\.identifier) == ["lock.image-changed"])
        #expect(text?.contains("checksum: \"fac05271") == true)
        #expect(await run(["lock", "--update"]).output.contains("\n  swift:6.3/arm64: removed sha256:1; the next"))
    }
}
