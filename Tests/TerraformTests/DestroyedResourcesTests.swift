import Model
import Testing

@testable import Terraform

/// What Terraform would destroy because new files lack it.
@Suite
struct DestroyedResourcesTests {
    /// What would be destroyed is named by file, and whether logs would be lost.
    @Test func destroyed() throws {
        let before = try generated("orders", "report")
        #expect(ConfigurationUpdate(generated: before, existing: onDisk(before)).destroyed.isEmpty)
        let removed = ConfigurationUpdate(generated: try generated("report"), existing: onDisk(before)).destroyed
        #expect(removed.map(\.path) == ["orders.tf"])
        #expect(removed.first?.addresses.contains("aws_lambda_function.orders") == true)
        #expect(removed.first?.losesLogs == true)
        #expect(removed.first?.warning.hints.first?.contains("keep: true") == true)
        // A file of the user is nobody's business here.
        var mine = onDisk(try generated("report"))
        mine["queue.tf"] = Array("resource \"aws_sqs_queue\" \"q\" {}\n".utf8)
        #expect(ConfigurationUpdate(generated: try generated("report"), existing: mine).destroyed.isEmpty)
    }

    /// What a rename takes along is not destroyed: the log group, and what reads from queues and streams.
    @Test func renamed() throws {
        func files(_ name: String, from former: String? = nil) throws -> [GeneratedFile] {
            let triggers = SurroundingSamples.triggered.surroundings.triggers
            return try Sample(
                functions: [
                    .named(name) { function in
                        function.renamedFrom = former
                        function.surroundings.triggers = triggers
                    }
                ]
            ).configuration().files
        }
        let before = onDisk(try files("orders"))
        let without = try #require(
            ConfigurationUpdate(generated: try files("sales"), existing: before).destroyed.first)
        #expect(without.losesLogs)
        #expect(without.warning.hints.contains { $0.contains("renamed_from") })
        let renamed = try #require(
            ConfigurationUpdate(generated: try files("sales", from: "orders"), existing: before).destroyed.first)
        #expect(!renamed.losesLogs)
        #expect(renamed.addresses.contains("aws_lambda_function.orders"))
        #expect(!renamed.addresses.contains { $0.hasPrefix("aws_lambda_event_source_mapping.") })
        #expect(without.addresses.count(where: { $0.hasPrefix("aws_lambda_event_source_mapping.") }) == 3)
    }

    /// A kept log group stays, and so does what is moved.
    @Test func keptOrMoved() throws {
        func files(_ change: (inout LambdaFunction) -> Void) throws -> [GeneratedFile] {
            try Sample(functions: [.named("orders", change)]).configuration().files
        }
        let kept = try files { $0.surroundings.logGroup = LogGroupSettings(keep: true) }
        let gone = ConfigurationUpdate(generated: try generated("report"), existing: onDisk(kept)).destroyed
        #expect(gone.first?.losesLogs == false)
        // A permission goes with the setting that asked for it: nothing is lost.
        let traced = try files { $0.tracing = .active }
        #expect(ConfigurationUpdate(generated: try files { _ in }, existing: onDisk(traced)).destroyed.isEmpty)
        let reached = try files { $0.surroundings.url = FunctionURLSettings() }
        let unreached = ConfigurationUpdate(generated: try files { _ in }, existing: onDisk(reached)).destroyed
        #expect(unreached.first?.addresses.contains("aws_lambda_function_url.orders") == true)
        #expect(unreached.first?.losesFunction == false)
        let old = DestroyedResources.find(
            from: ["a.tf": "resource \"aws_iam_role\" \"old\" {\n}\n"],
            to: ["moved {\n  from = aws_iam_role.old\n  to   = aws_iam_role.new\n}\n"])
        #expect(old.isEmpty)
    }
}
