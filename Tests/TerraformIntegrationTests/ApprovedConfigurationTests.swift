import HCL
import Host
import SystemPackage
import TestSupport
import Testing

/// Approved configurations.
@Suite(.needsTerraform, .needsProviderMirror)
struct ApprovedConfigurationTests {
    private let golden = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .appending("TerraformTests").appending("Golden")
    private let files = LiveFileSystem()

    /// terraform fmt changes none of them.
    @Test func format() async throws {
        let scratch = try ScratchDirectory()
        try await TerraformTool(in: scratch)
            .run(["fmt", "-check", "-diff", "-recursive", golden.string], in: scratch.path)
    }

    /// terraform validate accepts all of them without warnings.
    @Test func validate() async throws {
        let scratch = try ScratchDirectory()
        let terraform = try TerraformTool(in: scratch)
        let cases = try files.names(in: golden)
        try #require(!cases.isEmpty)
        let calls = try cases.map { name in
            let region = try copy(name, to: scratch)
            return Block("module", name) {
                Argument("source", .string("./" + name))
                if let region { Argument("region", .string(region)) }
                if name.hasSuffix("stages") { Argument("stage", .string("dev")) }
            }
        }
        try scratch.write(Document(blocks: calls).rendered(), to: "main.tf")
        try scratch.write(Document(blocks: Self.referred).rendered(), to: "references/own.tf")
        try scratch.write(Self.referring, to: "referring/own.tf")
        try await terraform.run(["init"], in: scratch.path)
        try await terraform.run(["validate"], in: scratch.path)
    }

    /// What the configuration `references` refers to, as the user has it beside the generated files.
    private static var referred: [Block] {
        [
            Block("resource", "aws_dynamodb_table", "orders") {
                Argument("name", .string("orders"))
                Argument("hash_key", .string("id"))
                Argument("billing_mode", .string("PAY_PER_REQUEST"))
                Block("attribute") {
                    Argument("name", .string("id"))
                    Argument("type", .string("S"))
                }
            },
            Block("locals") {
                Argument(
                    "names",
                    .object([ObjectItem("a-b", .list([.object([ObjectItem("id", .string("first"))])]))]))
            },
        ]
    }

    /// What the configuration `referring` refers to.
    private static let referring = """
        resource "aws_sqs_queue" "orders" {}
        resource "aws_s3_bucket" "orders" {}
        resource "aws_security_group" "a" {}
        locals {
          key          = "arn:aws:kms:eu-west-1:123456789012:key/1"
          access_point = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0a1b2c3d4e5f67890"
          subnets      = ["subnet-1"]
        }
        """

    /// Copies a configuration, without archives: validation does without them.
    ///
    /// - Returns: a region that it was made for, where it has a variable for that.
    private func copy(_ name: String, to scratch: ScratchDirectory) throws -> String? {
        var region: String?
        for directory in ["", "policies/"] {
            let source = golden.appending(name).appending(directory)
            guard try files.status(of: source, followingLinks: true) != nil else { continue }
            for file in try files.names(in: source) where file != "policies" {
                // A module cannot import; AdoptionTests validate such a file.
                if file == "imports.tf" { continue }
                let text = String(decoding: try files.read(source.appending(file), limit: .max), as: UTF8.self)
                try scratch.write(text, to: "\(name)/\(directory)\(file)")
                if let match = text.firstMatch(of: #/contains\(\["([^"]+)".*, var\.region\)/#) {
                    region = String(match.1)
                } else if text.contains("variable \"region\""), region == nil {
                    region = "eu-west-1"
                }
            }
        }
        return region
    }
}
