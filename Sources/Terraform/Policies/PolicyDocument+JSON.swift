import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension PolicyDocument {
    /// The document as JSON in lines, with a final newline.
    func json(in scope: ResourceScope) throws(TerraformError) -> String {
        try encoded(in: scope, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) + "\n"
    }

    /// The number of its characters as IAM counts them: without white space.
    func size(in scope: ResourceScope) throws(TerraformError) -> Int {
        try encoded(in: scope, [.withoutEscapingSlashes]).unicodeScalars.count { !$0.properties.isWhitespace }
    }

    private func encoded(
        in scope: ResourceScope, _ formatting: JSONEncoder.OutputFormatting
    ) throws(TerraformError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        do {
            return String(decoding: try encoder.encode(EncodedPolicy(self, scope: scope)), as: UTF8.self)
        } catch {
            throw TerraformError([.encoding("\(error)")])
        }
    }
}

/// A policy document as IAM spells it.
private struct EncodedPolicy: Encodable {
    struct Statement: Encodable {
        var sid: String?
        var effect: String
        var principal: [String: String]?
        var action: [String]
        var resource: [String]?
        var condition: [String: [String: [String]]]?

        enum CodingKeys: String, CodingKey {
            case sid = "Sid"
            case effect = "Effect"
            case principal = "Principal"
            case action = "Action"
            case resource = "Resource"
            case condition = "Condition"
        }
    }

    var version = PolicyDocument.version
    var statement: [Statement]

    enum CodingKeys: String, CodingKey {
        case version = "Version"
        case statement = "Statement"
    }

    init(_ document: PolicyDocument, scope: ResourceScope) {
        statement = document.statements.map { statement in
            let resources = statement.resources.flatMap { resource in
                switch resource {
                case .arn(let text): [text]
                case .logGroup(let name): scope.logGroups(name.text)
                }
            }
            return Statement(
                sid: statement.sid, effect: statement.effect.policyText,
                principal: statement.service.map { ["Service": $0] }, action: statement.actions,
                resource: resources.isEmpty ? nil : resources,
                condition: statement.conditions.isEmpty ? nil : statement.conditions)
        }
    }
}

/// Where the resources in policies are; `*` stands for unknown parts.
struct ResourceScope: Hashable {
    /// Sorted, all in one partition; empty if none is known.
    var regions: [Region]
    var account: String?

    /// The ARNs for a log group and its streams, one for each region.
    ///
    /// All logging actions except those on tags are checked against the form with `:*` (CloudWatch Logs
    /// user guide, "Overview of managing access permissions").
    func logGroups(_ name: String) -> [String] {
        let places = regions.map { (partition: $0.partition.rawValue, region: $0.name) }
        return (places.isEmpty ? [(partition: "*", region: "*")] : places).map { place in
            "arn:\(place.partition):logs:\(place.region):\(account ?? "*"):log-group:\(name):*"
        }
    }
}
