import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// How `terraform` keeps the list of artifacts; what it means is tested with Terraform itself.
    @Suite struct ArtifactCommandTests {
        private static let list = "terraform/artifacts.auto.tfvars.json"

        /// A directory with a configuration of two functions that are deployed from a bucket.
        private struct Scene {
            let scratch: ScratchDirectory

            init(artifacts: String = "{ bucket: shop-artifacts }", functions: [String] = ["orders", "billing"]) throws {
                scratch = try ScratchDirectory()
                try write(artifacts: artifacts, functions: functions)
            }

            func write(artifacts: String?, functions: [String]) throws {
                let lines = functions.map { "  \($0): { architecture: x86_64 }\n" }.joined()
                let artifacts = artifacts.map { "artifacts: \($0)\n" } ?? ""
                try scratch.write(
                    "version: 1\nregions: [eu-west-1]\n\(artifacts)functions:\n\(lines)", to: "swiftlambda.yaml")
            }

            /// Writes an archive and its manifest, as `package` of the first release would.
            func package(_ function: String, digest: Character, size: Int = 3) throws {
                let directory = ".build/swiftlambda/\(function)/x86_64"
                try scratch.write(String(repeating: "z", count: size), to: "\(directory)/function.zip")
                let sha256 = String(repeating: digest, count: 64)
                try scratch.write(
                    """
                    {"function": "\(function)", "architecture": "x86_64", "archive": {"file": "function.zip", \
                    "sha256": "\(sha256)", "sourceCodeHash": "\(digest)=", "sizeBytes": 3}}
                    """, to: "\(directory)/manifest.json")
            }

            func run(_ arguments: [String] = []) async throws -> ToolResult {
                try await BuiltTool.run(["terraform", "--format", "json"] + arguments, in: scratch.path)
            }

            /// The hashes of the list, by function.
            func hashes() throws -> [String: String] {
                let text = try scratch.text(of: ArtifactCommandTests.list)
                let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
                let entries = try #require(root?["artifacts"] as? [String: [String: String]])
                return entries.mapValues { $0["hash"] ?? "" }
            }
        }

        /// The list follows the archives on this machine, and other entries stay until their function is gone.
        @Test func update() async throws {
            let scene = try Scene()
            let empty = try await scene.run()
            #expect(empty.status == 0)
            #expect(try empty.diagnosticIdentifiers.filter { $0 == "terraform.artifact-missing" }.count == 2)
            #expect(
                try !scene.scratch.files.names(in: scene.scratch.appending("terraform")).contains {
                    $0.hasSuffix("json")
                })

            try scene.package("orders", digest: "a")
            try scene.package("billing", digest: "b")
            let both = try await scene.run()
            #expect(try scene.hashes() == ["orders": "a=", "billing": "b="])
            let uploads = try #require(try both.json["uploads"] as? [[String: String]])
            #expect(uploads.map { $0["function"] } == ["billing", "orders"])
            #expect(uploads.last?["key"] == "functions/orders/\(String(repeating: "a", count: 64)).zip")
            #expect(uploads.last?["archive"] == ".build/swiftlambda/orders/x86_64/function.zip")

            try scene.scratch.files.remove(scene.scratch.appending(".build/swiftlambda/billing/x86_64/function.zip"))
            try scene.package("orders", digest: "c")
            let one = try await BuiltTool.run(["terraform"], in: scene.scratch.path)
            #expect(try scene.hashes() == ["orders": "c=", "billing": "b="])
            #expect(one.output.contains("Upload 1 archive:\n  aws s3api put-object --bucket shop-artifacts --key "))
            #expect(one.output.contains("replaced artifacts.auto.tfvars.json"))
            #expect(!one.error.contains("artifact-missing"))

            // A selection does not make the others gone.
            _ = try await scene.run(["orders", "--output", "one"])
            #expect(try scene.hashes() == ["orders": "c=", "billing": "b="])
            try scene.write(artifacts: "{ bucket: shop-artifacts }", functions: ["orders"])
            #expect(try await scene.run().status == 0)
            #expect(try scene.hashes() == ["orders": "c="])
        }

        /// The list is data: an edit is neither drift nor a conflict, and stays without an archive.
        @Test func edited() async throws {
            let scene = try Scene()
            #expect(try await scene.run().status == 0)
            let edited = #"{"artifacts":{"orders":{"key":"k","hash":"h"},"billing":{"key":"k","hash":"h"}}}"#
            try scene.scratch.write(edited, to: Self.list)
            #expect(try await scene.run(["--check"]).status == 0)
            #expect(try scene.scratch.text(of: Self.list) == edited)
            #expect(try await scene.run().status == 0)
            #expect(try scene.hashes() == ["orders": "h", "billing": "h"])
        }

        /// An archive that its manifest does not belong to is not named.
        @Test func foreignArchive() async throws {
            let scene = try Scene(functions: ["orders"])
            try scene.package("orders", digest: "a", size: 4)
            let result = try await scene.run()
            #expect(result.status == 0)
            #expect(try result.diagnosticIdentifiers.contains("terraform.artifact-missing"))
        }

        /// A list of another form is refused before anything is written.
        @Test func malformed() async throws {
            let scene = try Scene()
            try scene.scratch.write(#"{"artifacts": {}, "region": "eu-west-1"}"#, to: Self.list)
            let result = try await scene.run()
            #expect(result.status == 65)
            #expect(try result.diagnosticIdentifiers == ["terraform.malformed-artifacts"])
            #expect(result.error.contains(Self.list))
            #expect(
                try scene.scratch.files.names(in: scene.scratch.appending("terraform")) == [
                    "artifacts.auto.tfvars.json"
                ])
        }

        /// A list that nothing reads any more is left alone, with a warning.
        @Test func unused() async throws {
            let scene = try Scene()
            try scene.package("orders", digest: "a")
            #expect(try await scene.run().status == 0)
            try scene.write(artifacts: nil, functions: ["orders", "billing"])
            let result = try await scene.run()
            #expect(result.status == 0)
            #expect(try result.diagnosticIdentifiers.contains("terraform.artifacts-unused"))
            #expect(try scene.hashes() == ["orders": "a="])
        }

        /// The bucket's configuration has its own directory, and neither replaces the other.
        @Test func bootstrap() async throws {
            let scene = try Scene()
            let result = try await scene.run(["--layout", "bootstrap"])
            #expect(result.status == 0)
            let names = ["bucket.tf", "outputs.tf", "providers.tf", "terraform.tf", "variables.tf"]
            #expect(try scene.scratch.files.names(in: scene.scratch.appending("terraform-bootstrap")).sorted() == names)
            #expect(try await scene.run(["--layout", "bootstrap", "--check"]).status == 0)
            let refused = try await scene.run(["--output", "terraform-bootstrap"])
            #expect(refused.status == 64)
            #expect(try refused.diagnosticIdentifiers == ["terraform.other-configuration"])
            #expect(try scene.scratch.files.names(in: scene.scratch.appending("terraform-bootstrap")).sorted() == names)

            let named = try await scene.run(["orders", "--layout", "bootstrap"])
            #expect(named.status == 64)
            #expect(try named.diagnosticIdentifiers == ["terraform.bootstrap-functions"])
            try scene.write(artifacts: nil, functions: ["orders"])
            let none = try await scene.run(["--layout", "bootstrap"])
            #expect(none.status == 65)
            #expect(try none.diagnosticIdentifiers == ["terraform.bootstrap-needs-artifacts"])
            #expect(none.error.contains("hint: add `artifacts: { bucket: NAME }`"))
        }
    }
}
