import Foundation
import HCL
import Host
import Insights
import Model
import SystemPackage
import TestSupport
import Testing

private let regions = ["eu-west-1", "us-east-1", "eu-central-1"]

private let layers: [String] = regions.compactMap { name in
    guard let region = Region(name) else { return nil }
    return try? LayerCatalogue.bundled().layer(in: region, for: .arm64).arn
}

/// `Examples/Teams`: three stages, three regions, five functions and each kind of trigger, with the real `swiftlambda`.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: layers))
struct WalkTests {
    /// The walk of `docs/teams.md`, from an empty checkout to one in which nothing is left.
    @Test func teams() async throws {
        let walk = try await Walk()
        try await walk.makeArchives("one", ["audit", "changes", "orders", "prices", "reports"])
        let uploaded = try await walk.generate()
        #expect(uploaded.count == 15)
        try await walk.run(["init"])
        try await walk.run(["validate"])
        try await walk.run(["fmt", "-check"])
        for place in Walk.places { try await walk.run(["workspace", "new", place.stage]) }
        try await walk.inEachPlace { try await walk.apply($0) }
        try await isAsConfigured(walk)
        try await aCodeChangeMovesOneHash(walk)
        try await aRenameKeepsTheLogs(walk)

        try await walk.inEachPlace { try await walk.run(["destroy", "-auto-approve"] + $0.options, in: $0) }
        #expect(try await walk.script("rest", regions[0], regions[1], regions[2]) == "")
    }

    private func isAsConfigured(_ walk: Walk) async throws {
        let dev = try await walk.readBack("eu-west-1", ["orders-dev", "reports-dev"])
        #expect(dev["orders-dev"]?.memory == 256)
        #expect(
            dev["orders-dev"]?.environment
                == ["LOG": "debug", "TABLE": "orders-dev", "PASSWORD": "/shop/database"])
        #expect(dev["orders-dev"]?.policies["permissions"]?.contains(":table/orders-dev") == true)
        let prod = try await walk.readBack("eu-central-1", ["orders-prod", "audit-prod"])
        #expect(prod["orders-prod"]?.memory == 512)
        #expect(prod["orders-prod"]?.environment["LOG"] == "info")
        #expect(prod["orders-prod"]?.tracing == "Active")
        #expect(prod["orders-prod"]?.retention == 365)
        #expect(prod["orders-prod"]?.layers.count == 1)
        #expect(prod["audit-prod"]?.layers.isEmpty == true)
    }

    private func aCodeChangeMovesOneHash(_ walk: Walk) async throws {
        try await walk.makeArchives("two", ["prices"])
        #expect(try await walk.generate().allSatisfy { $0.hasSuffix(" prices") })
        let dev = Walk.places[0]
        // The check of the code that runs cannot know the result yet.
        let plan = try await walk.run(
            ["plan", "-no-color", "-out=plan"] + dev.options, in: dev,
            warning: "Check block assertion known after apply"
        ).output
        #expect(plan.contains("Plan: 0 to add, 1 to change, 0 to destroy."))
        #expect(plan.contains("# aws_lambda_function.prices will be updated in-place"))
        try await walk.run(["apply", "plan"], in: dev)
    }

    private func aRenameKeepsTheLogs(_ walk: Walk) async throws {
        let before = try await walk.mappings()
        try walk.edit("\n  changes:\n", "\n  history:\n    renamed_from: changes\n")
        try await walk.makeArchives("one", ["history"])
        try await walk.generate()
        try await walk.apply(Walk.places[0])
        let after = try await walk.mappings()
        let mapping = try #require(before.first { $0.value == "changes-dev" }?.key)
        #expect(after[mapping] == "history-dev")
        #expect(Set(after.keys) == Set(before.keys))
        let groups = try await walk.script("rest", "eu-west-1")
        #expect(groups.contains("eu-west-1 /aws/lambda/changes-dev\n"))
        #expect(groups.contains("eu-west-1 /aws/lambda/history-dev\n"))
    }
}

/// A project of a team, and `terraform` pointed at moto.
private struct Walk: Sendable {
    /// Where a stage is deployed in the test: each stage once, and each region once.
    struct Place: Sendable {
        var stage: String
        var region: String

        var options: [String] { ["-var=stage=\(stage)", "-var=region=\(region)"] }
    }

    static let places = [
        Place(stage: "dev", region: "eu-west-1"), Place(stage: "staging", region: "us-east-1"),
        Place(stage: "prod", region: "eu-central-1"),
    ]

    private let scratch: ScratchDirectory
    private let terraform: TerraformTool
    private let moto: Moto
    private let project: FilePath
    private var directory: FilePath { project.appending("terraform") }

    init() async throws {
        scratch = try ScratchDirectory()
        terraform = try TerraformTool(in: scratch)
        moto = try #require(Moto.current)
        project = scratch.appending("a project")
        for example in ["Fleet", "Teams"] {
            let source = BuiltTool.root.appending("Examples").appending(example)
            let copied = try await runTool("cp", ["-R", source.string + "/.", project.string + "/"])
            try #require(copied.status == 0, "\(copied.error)")
        }
        try scratch.write(Document(blocks: [moto.provider()]).rendered(), to: "a project/terraform/moto_override.tf")
    }

    @discardableResult
    func script(_ arguments: String...) async throws -> String {
        let result = try await runTool("python3", [Moto.script("walk.py"), "\(moto.port)"] + arguments)
        try #require(result.status == 0, "\(result.error)")
        return result.output
    }

    func makeArchives(_ text: String, _ functions: [String]) async throws {
        let result = try await runTool(
            "python3", [Moto.script("walk.py"), "\(moto.port)", "archives", project.string, text] + functions)
        try #require(result.status == 0, "\(result.error)")
    }

    /// Writes the configuration and uploads the archives that are new.
    ///
    /// - Returns: each bucket with a function whose archive it got.
    @discardableResult
    func generate() async throws -> [String] {
        let result = try await BuiltTool.run(["terraform", "--format", "json"], in: project)
        try #require(result.status == 0, "\(result.output)\(result.error)")
        let file = try scratch.write(result.output, to: "result.json")
        return try await script("upload", project.string, file.string).split(separator: "\n").map(String.init)
    }

    func edit(_ old: String, _ new: String) throws {
        let path = project.appending("swiftlambda.yaml")
        let text = String(decoding: try scratch.files.read(path, limit: 1 << 16), as: UTF8.self)
        try #require(text.contains(old))
        try scratch.write(text.replacingOccurrences(of: old, with: new), to: "a project/swiftlambda.yaml")
    }

    @discardableResult
    func run(_ arguments: [String], in place: Place? = nil, warning: String? = nil) async throws -> ToolResult {
        try await terraform.run(arguments, in: directory, workspace: place?.stage, warning: warning)
    }

    /// Does the same for all places at once: the provider waits most of the time.
    func inEachPlace(_ body: @escaping @Sendable (Place) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in Self.places { group.addTask { try await body(place) } }
            try await group.waitForAll()
        }
    }

    /// Applies the configuration in a place and plans it again, which has to find nothing to change.
    func apply(_ place: Place) async throws {
        try await run(["apply", "-auto-approve"] + place.options, in: place)
        try await run(["plan", "-detailed-exitcode"] + place.options, in: place)
    }

    /// The functions by their event source mappings.
    func mappings() async throws -> [String: String] {
        let lines = try await script("mappings", Self.places[0].region).split(separator: "\n")
        return Dictionary(
            lines.map { line in
                let words = line.split(separator: " ").map(String.init)
                return (words[0], words[1])
            }, uniquingKeysWith: { first, _ in first })
    }

    func readBack(_ region: String, _ names: [String]) async throws -> [String: Deployment.DeployedFunction] {
        try await moto.readBack(region: region, names: names)
    }
}
