import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// How `terraform` keeps a directory up to date; what the files mean is tested with Terraform itself.
    @Suite struct TerraformCommandTests {
        /// A directory with a configuration of two functions, and its Terraform files.
        private struct Scene {
            let scratch: ScratchDirectory

            init() async throws {
                scratch = try ScratchDirectory()
                try writeConfiguration(functions: ["orders", "billing"])
                let result = try await run()
                try #require(result.status == 0, "\(result.error)")
            }

            func writeConfiguration(functions: [String]) throws {
                let lines = functions.map { "  \($0): { architecture: x86_64 }\n" }.joined()
                try scratch.write("version: 1\nregions: [eu-west-1]\nfunctions:\n\(lines)", to: "swiftlambda.yaml")
            }

            func run(_ arguments: [String] = []) async throws -> ToolResult {
                try await BuiltTool.run(
                    ["terraform", "--policies", "json", "--format", "json"] + arguments, in: scratch.path)
            }

            /// The state of each file by the JSON of a run.
            func states(_ result: ToolResult) throws -> [String: String] {
                let files = try #require(try result.json["files"] as? [[String: String]])
                return Dictionary(files.map { ($0["path"] ?? "", $0["state"] ?? "") }) { $1 }
            }

            /// What tells whether files were written.
            func statuses() throws -> [String: FileStatus] {
                var found: [String: FileStatus] = [:]
                for directory in ["terraform", "terraform/policies"] {
                    for name in try scratch.files.names(in: scratch.appending(directory)) {
                        let path = scratch.appending(directory).appending(name)
                        guard let status = try scratch.files.status(of: path, followingLinks: false),
                            status.kind == .regular
                        else { continue }
                        found["\(directory)/\(name)"] = status
                    }
                }
                return found
            }
        }

        /// A second run leaves every file as it is, and --check agrees.
        @Test func secondRun() async throws {
            let scene = try await Scene()
            let before = try scene.statuses()
            #expect(before.keys.contains("terraform/orders.tf"))
            #expect(before.keys.contains("terraform/policies/orders-logs.json"))
            let again = try await scene.run()
            #expect(again.status == 0)
            #expect(Set(try scene.states(again).values) == ["unchanged"])
            #expect(try await scene.run(["--check"]).status == 0)
            #expect(try scene.statuses() == before)
        }

        /// A layer of the lock stays until it is updated, as if a newer release knew a newer one.
        @Test func lockedLayer() async throws {
            let scene = try await Scene()
            let lock = try scene.scratch.text(of: "swiftlambda.lock")
            let line = try #require(lock.split(separator: "\n").first { $0.contains("eu-west-1/x86_64") })
            let old = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:2"
            try scene.scratch.write(
                lock.replacing(line, with: "  eu-west-1/x86_64: { version: 1.0.54.0, arn: \"\(old)\" }"),
                to: "swiftlambda.lock")
            #expect(try await scene.run(["--check"]).status == 1)
            #expect(try await scene.run().status == 0)
            #expect(try scene.scratch.text(of: "terraform/insights.tf").contains(old + "\""))
            #expect(try await scene.run(["--check"]).status == 0)

            let update = try await BuiltTool.run(["lock", "--update"], in: scene.scratch.path)
            #expect(update.output.contains("  eu-west-1/x86_64: 1.0.54.0 -> 1.0."))
            #expect(try scene.scratch.text(of: "swiftlambda.lock") == lock)
            #expect(try await scene.run(["--check"]).status == 1)
            #expect(try await scene.run().status == 0)

            // Without the lock, nothing vouches for the layer.
            try scene.scratch.files.remove(scene.scratch.appending("swiftlambda.lock"))
            let unlocked = try await scene.run(["--check"])
            #expect(unlocked.status == 1)
            #expect(try unlocked.diagnosticIdentifiers.contains("lock.incomplete"))
            #expect(try scene.states(unlocked)["../swiftlambda.lock"] == "missing")
            #expect(try !scene.scratch.files.names(in: scene.scratch.path).contains("swiftlambda.lock"))
        }

        /// Policies as JSON are written only if asked for, and removed if not.
        @Test func policies() async throws {
            let scene = try await Scene()
            try scene.scratch.write("{}\n", to: "terraform/policies/mine.json")
            let inline = ["--policies", "inline"]
            let drift = try await scene.run(["--check"] + inline)
            #expect(drift.status == 1)
            #expect(try scene.states(drift)["policies/orders-logs.json"] == "stale")
            #expect(try scene.states(try await scene.run(inline))["policies/orders-logs.json"] == "removed")
            #expect(try scene.statuses().keys.filter { $0.contains("policies/") } == ["terraform/policies/mine.json"])
            #expect(try await scene.run(["--check"] + inline).status == 0)
            #expect(try await scene.run(["--check"]).status == 1)
        }

        /// A warning about a statement names the function and the line, and the files are written.
        @Test func statements() async throws {
            let scratch = try ScratchDirectory()
            func run(_ resource: String, _ accept: String = "") async throws -> ToolResult {
                try scratch.write(
                    """
                    version: 1
                    regions: [eu-west-1]
                    functions:
                      orders:
                        architecture: arm64
                        policies:
                          - actions: ["sqs:*"]
                            resources: ["\(resource)"]
                            \(accept)
                    """, to: "swiftlambda.yaml")
                return try await BuiltTool.run(["terraform", "--format", "json"], in: scratch.path)
            }
            let warned = try await run("arn:aws:sqs:eu-west-1:123456789012:orders")
            #expect(warned.status == 0)
            #expect(try warned.diagnosticIdentifiers.contains("policy.service-wildcard"))
            #expect(warned.error.contains("swiftlambda.yaml:7:19: warning: orders: 'sqs:*'"))
            let accepted = try await run("arn:aws:sqs:eu-west-1:123456789012:orders", "accept: [service-wildcard]")
            #expect(try !accepted.diagnosticIdentifiers.contains("policy.service-wildcard"))
            let refused = try await run("arn:aws-cn:sqs:cn-north-1:123456789012:orders")
            #expect(refused.status == 65)
            #expect(try refused.diagnosticIdentifiers == ["policy.other-partition"])
            #expect(refused.error.contains("swiftlambda.yaml:8:21: error: orders: "))
        }

        /// --check reports missing and edited files, and writes nothing.
        @Test func checking() async throws {
            let scene = try await Scene()
            try scene.scratch.files.remove(scene.scratch.appending("terraform/outputs.tf"))
            let orders = try scene.scratch.text(of: "terraform/orders.tf")
            try scene.scratch.write(orders + "# mine\n", to: "terraform/orders.tf")
            try scene.scratch.write("{}\n", to: "terraform/policies/orders-logs.json")
            let before = try scene.statuses()
            let result = try await scene.run(["--check"])
            #expect(result.status == 1)
            #expect(try scene.states(result)["outputs.tf"] == "missing")
            #expect(try scene.states(result)["orders.tf"] == "edited")
            #expect(try scene.states(result)["policies/orders-logs.json"] == "edited")
            #expect(try scene.states(result)["billing.tf"] == "current")
            #expect(
                Set(try result.diagnosticIdentifiers).isSuperset(of: [
                    "terraform.missing-file", "terraform.edited-file",
                ]))
            #expect(try scene.statuses() == before)
        }

        /// An edited file is kept without --force and replaced with it, and files of others are left alone.
        @Test func editing() async throws {
            let scene = try await Scene()
            let orders = try scene.scratch.text(of: "terraform/orders.tf")
            let edited = orders.replacingOccurrences(of: "x86_64", with: "arm64")
            try scene.scratch.write(edited, to: "terraform/orders.tf")
            try scene.scratch.write("# mine\n", to: "terraform/mine.tf")
            try scene.scratch.write("{}\n", to: "terraform/policies/mine.json")

            let refused = try await scene.run()
            #expect(refused.status == 65)
            #expect(try refused.diagnosticIdentifiers == ["terraform.edited-file"])
            #expect(try scene.scratch.text(of: "terraform/orders.tf") == edited)

            #expect(try await scene.run(["--force"]).status == 0)
            #expect(try scene.scratch.text(of: "terraform/orders.tf") == orders)
            #expect(try scene.scratch.text(of: "terraform/mine.tf") == "# mine\n")
            #expect(try scene.scratch.text(of: "terraform/policies/mine.json") == "{}\n")
        }

        /// A user's file at the path of a generated one is not overwritten.
        @Test func foreign() async throws {
            let scratch = try ScratchDirectory()
            try scratch.write("version: 1\nregions: [eu-west-1]\nfunctions: { a: {} }\n", to: "swiftlambda.yaml")
            try scratch.write("# mine\n", to: "terraform/variables.tf")
            let result = try await BuiltTool.run(["terraform", "--format", "json"], in: scratch.path)
            #expect(result.status == 65)
            #expect(try result.diagnosticIdentifiers == ["terraform.foreign-file"])
            #expect(try scratch.files.names(in: scratch.appending("terraform")) == ["variables.tf"])
        }

        /// The files of a function that is gone are removed, and only those.
        @Test func stale() async throws {
            let scene = try await Scene()
            try scene.writeConfiguration(functions: ["orders"])
            let drift = try await scene.run(["--check"])
            #expect(drift.status == 1)
            #expect(try drift.diagnosticIdentifiers.contains("terraform.stale-file"))
            let result = try await scene.run()
            #expect(result.status == 0)
            #expect(try scene.states(result)["billing.tf"] == "removed")
            let names = try scene.statuses().keys
            #expect(!names.contains { $0.contains("billing") })
            #expect(names.contains("terraform/orders.tf"))
            #expect(try await scene.run(["--check"]).status == 0)
        }

        /// A product that the package does not have is refused, with its place and the nearest name.
        @Test func unknownProduct() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            try scratch.write(
                "// swift-tools-version: 6.0\nimport PackageDescription\n"
                    + "let package = Package(name: \"shop\", targets: [.executableTarget(name: \"Orders\")])\n",
                to: "Package.swift")
            try scratch.write("print(\"hello\")\n", to: "Sources/Orders/main.swift")
            try scratch.write(
                "version: 1\nregions: [eu-west-1]\nfunctions:\n  orders: { product: Order }\n", to: "swiftlambda.yaml")
            let result = try await BuiltTool.run(["terraform", "--format", "json"], in: scratch.path)
            #expect(result.status == 65)
            #expect(try result.diagnosticIdentifiers == ["package.unknown-product"])
            #expect(result.error.contains("swiftlambda.yaml:4:"))
            #expect(result.error.contains("hint: did you mean 'Orders'?"))
            #expect(try !scratch.files.names(in: scratch.path).contains("terraform"))
        }

        /// An archive whose manifest names the other architecture is refused.
        @Test func architectureMismatch() async throws {
            let scene = try await Scene()
            let before = try scene.statuses()
            try scene.scratch.write("zip", to: ".build/swiftlambda/orders/x86_64/function.zip")
            try scene.scratch.write(
                #"{"function": "orders", "architecture": "arm64"}"#,
                to: ".build/swiftlambda/orders/x86_64/manifest.json")
            let result = try await scene.run()
            #expect(result.status == 65)
            #expect(try result.diagnosticIdentifiers == ["terraform.architecture-mismatch"])
            #expect(result.error.contains("hint: swiftlambda package orders --arch x86_64"))
            #expect(try scene.statuses() == before)
        }
    }
}
