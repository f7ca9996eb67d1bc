import Foundation
import HCL
import Host
import Insights
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

/// What is deployed stays when a configuration is written again, by a newer release or with more functions.
@Suite(
    .needsTerraform, .needsProviderMirror, .needsMoto,
    MotoTrait(layers: insightsLayers(in: ["eu-west-1"], for: [.arm64])))
struct UpgradeTests {
    private static let clashing = [
        "a-b", "a_b", "Orders", "orders", "variables", "my_override", "1st",
        "a-function-with-a-name-as-long-as-lambda-takes-64-characters-aaa",
    ]

    /// Resources deployed by release 0.1.0 are moved, not destroyed, even if their names collided.
    @Test func upgrade() async throws {
        let scene = try await Scene(functions: Self.clashing)
        let former = FilePath(#filePath).removingLastComponent().pushing("Former/clashing-names")
        for directory in ["", "policies"] {
            let source = directory.isEmpty ? former : former.appending(directory)
            for name in try scene.scratch.files.names(in: source) where name != "policies" {
                let bytes = try scene.scratch.files.read(source.appending(name), limit: .max)
                try scene.scratch.write(
                    String(decoding: bytes, as: UTF8.self), to: "terraform/\(directory)/\(name)")
            }
        }
        try await scene.apply()
        try scene.write(Self.clashing)
        #expect(try await scene.changes() == [:])
        try await scene.apply()
        #expect(try await scene.changes() == [:])
    }

    /// Adding a function whose name collides with another's changes nothing else.
    @Test func addition() async throws {
        let scene = try await Scene(functions: ["shop-mailer", "shop_mailer", "Shop-Mailer"])
        try scene.write(["shop-mailer"])
        try await scene.apply()
        try scene.write(["shop-mailer", "shop_mailer", "Shop-Mailer"])
        let changes = try await scene.changes()
        #expect(Set(changes.values) == ["create"])
        #expect(changes.count == 10)
        #expect(!changes.keys.contains("aws_lambda_function.shop_mailer"))
        try await scene.apply()
    }
}

/// The layers of Lambda Insights that functions get.
private func insightsLayers(in regions: [String], for architectures: [Architecture]) -> [String] {
    regions.flatMap { name in
        architectures.compactMap { architecture in
            guard let region = Region(name) else { return nil }
            return try? LayerCatalogue.bundled().layer(in: region, for: architecture).arn
        }
    }
}

/// A directory with archives of functions and a configuration that is written several times.
private struct Scene {
    let scratch: ScratchDirectory
    private let terraform: TerraformTool
    private let directory: FilePath

    init(functions: [String]) async throws {
        scratch = try ScratchDirectory()
        terraform = try TerraformTool(in: scratch)
        directory = scratch.appending("terraform")
        for function in functions {
            let archive = scratch.appending(".build/swiftlambda/\(function)/arm64/function.zip")
            let result = try await runTool("python3", [Moto.script("make_archive.py"), archive.string])
            try #require(result.status == 0, "\(result.error)")
        }
        let moto = try #require(Moto.current)
        try scratch.write(
            Document(blocks: [moto.provider()]).rendered(), to: "terraform/moto_override.tf")
    }

    /// Writes the configuration of some functions as it is now, and removes what is no longer part of it.
    func write(_ functions: [String]) throws {
        let archives = functions.map { name in
            (name, ArchiveReference(path: "../.build/swiftlambda/\(name)/arm64/function.zip", exists: true))
        }
        let configuration = try TerraformConfiguration(
            functions: functions.map { LambdaFunction(name: $0, product: $0, architecture: .arm64) },
            regions: [try #require(Region("eu-west-1"))], account: nil, layout: .root,
            archives: Dictionary(archives) { first, _ in first }, catalogue: .bundled())
        for name in try scratch.files.names(in: directory) where name.hasSuffix(".tf") && name != "moto_override.tf" {
            try scratch.files.remove(directory.appending(name))
        }
        // Nothing reads the policies of former releases.
        for name in (try? scratch.files.names(in: directory.appending("policies"))) ?? [] {
            try scratch.files.remove(directory.appending("policies").appending(name))
        }
        for file in configuration.files {
            try scratch.write(file.content, to: "terraform/" + file.path)
        }
    }

    func apply() async throws {
        try await terraform.run(["init"], in: directory)
        try await terraform.run(["apply", "-auto-approve"], in: directory)
    }

    /// What Terraform would do, by address.
    func changes() async throws -> [String: String] {
        try await terraform.run(["plan", "-out=plan"], in: directory)
        let text = try await terraform.run(["show", "-json", "plan"], in: directory).output
        let plan = try JSONDecoder().decode(Plan.self, from: Data(text.utf8))
        let changes = plan.resourceChanges.map { ($0.address, $0.change.actions.joined(separator: ",")) }
        return Dictionary(changes.filter { $0.1 != "no-op" }) { first, _ in first }
    }

    private struct Plan: Decodable {
        struct ResourceChange: Decodable {
            struct Change: Decodable { var actions: [String] }
            var address: String
            var change: Change
        }
        var resourceChanges: [ResourceChange]

        enum CodingKeys: String, CodingKey { case resourceChanges = "resource_changes" }
    }
}
