import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Terraform

/// Names that release 0.1.0 gave.
@Suite
struct FormerNamesTests {
    private func text(_ path: String, of functions: [String], layout: ConfigurationLayout = .root) throws -> String {
        try Sample(functions: functions.map { .named($0) }, layout: layout).text(of: path)
    }

    /// The names depended on the other functions.
    @Test func former() {
        #expect(FormerNames.identifiers(of: ["shop-mailer"]) == ["shop-mailer": "shop_mailer"])
        #expect(FormerNames.identifiers(of: ["1st", "Orders"]) == ["1st": "function_1st", "Orders": "orders"])
        let both = FormerNames.identifiers(of: ["shop-mailer", "shop_mailer"])
        #expect(both == ["shop-mailer": "shop_mailer_a0b196f9", "shop_mailer": "shop_mailer_e3017b4c"])
    }

    /// Resources are moved from the addresses that these functions had.
    @Test(arguments: ConfigurationLayout.allCases)
    func moves(layout: ConfigurationLayout) throws {
        let alone = try text("terraform.tf", of: ["orders", "shop_mailer"], layout: layout)
        for type in ["aws_cloudwatch_log_group", "aws_iam_role", "aws_lambda_function"] {
            #expect(alone.contains("  from = \(type).shop_mailer\n  to   = \(type).shop_mailer_e3017b4c\n"))
        }
        for policy in ["logs", "insights"] {
            let type = "aws_iam_role_policy"
            #expect(
                alone.contains(
                    "  from = \(type).shop_mailer_\(policy)\n  to   = \(type).shop_mailer_e3017b4c_\(policy)\n"))
        }
        #expect(!alone.contains("aws_lambda_function.orders"))

        let both = try text("terraform.tf", of: ["shop-mailer", "shop_mailer"], layout: layout)
        let type = "aws_lambda_function"
        #expect(both.contains("  from = \(type).shop_mailer_a0b196f9\n  to   = \(type).shop_mailer\n"))
        #expect(both.split(separator: "\n").count { $0.contains("from = \(type)") } == 1)
    }

    /// No move begins at an address that is declared, and none are chained.
    @Test(arguments: 0..<20)
    func soundMoves(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let functions = NameMaker.names(count: 20, using: &generator)
        let declared = Set(functions.map { "aws_lambda_function." + ResourceNames(function: $0).identifier })
        let lines = try text("terraform.tf", of: functions).split(separator: "\n").map(String.init)
        let from = lines.filter { $0.hasPrefix("  from = aws_lambda_function.") }.map { String($0.dropFirst(9)) }
        let to = lines.filter { $0.hasPrefix("  to   = aws_lambda_function.") }.map { String($0.dropFirst(9)) }
        #expect(from.count == Set(from).count)
        #expect(declared.isDisjoint(with: from))
        #expect(declared.isSuperset(of: to))
    }

    /// The files of release 0.1.0 are replaced, and its policies as JSON are removed.
    @Test func formerFiles() throws {
        let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
            .pushing("TerraformIntegrationTests/Former/clashing-names")
        let files = LiveFileSystem()
        var existing: [String: [UInt8]] = [:]
        for folder in ["", "policies"] {
            for name in try files.names(in: root.pushing(FilePath(folder))) where name != "policies" {
                existing[folder.isEmpty ? name : "\(folder)/\(name)"] = try files.read(
                    root.pushing(FilePath(folder)).appending(name), limit: .max)
            }
        }
        let sample = try #require(GoldenTests.samples.first { $0.name == "clashing-names" })
        let update = ConfigurationUpdate(generated: try sample.configuration().files, existing: existing)
        let removed = Set(
            try update.steps(force: false).compactMap { step in if case .remove(let path) = step { path } else { nil } }
        )
        #expect(Set(existing.keys.filter { $0.hasPrefix("policies/") }).isSubset(of: removed))
        #expect(!update.entries.contains { $0.condition.isConflict })
    }

    /// A role with an explicit name keeps it.
    @Test func roles() throws {
        let rule = "ignore_changes = [name]"
        #expect(try text("Orders-b7e8acdd.tf", of: ["Orders"]).contains(rule))
        #expect(try !text("orders.tf", of: ["orders"]).contains(rule))
        #expect(try text("orders.tf", of: ["orders", "Orders"]).contains(rule))
        #expect(try !text("shop_mailer.tf", of: ["shop-mailer", "shop_mailer"]).contains(rule))
    }
}
