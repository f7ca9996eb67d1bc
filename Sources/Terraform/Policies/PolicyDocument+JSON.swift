import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension PolicyDocument {
    /// The document as JSON in lines, with a final newline.
    ///
    /// - Throws: if a value in it is one that only Terraform knows.
    func json(in scope: ResourceScope) throws(TerraformError) -> String {
        if let reference { throw TerraformError([.referenceInJSON(reference.text)]) }
        return try encoded(in: scope, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) + "\n"
    }

    /// The number of its characters as IAM counts them: without white space.
    func size(in scope: ResourceScope) throws(TerraformError) -> Int {
        try encoded(in: scope, [.withoutEscapingSlashes]).unicodeScalars.count { !$0.properties.isWhitespace }
    }

    /// The first value in it that only Terraform knows.
    private var reference: TerraformReference? {
        statements.lazy.flatMap { statement in
            statement.resources + statement.conditions.values.flatMap { $0.values.flatMap { $0 } }
        }
        .compactMap(\.reference).first
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
            let resources = statement.resources.flatMap { $0.texts(in: scope) }
            return Statement(
                sid: statement.sid, effect: statement.effect.policyText,
                principal: statement.service.map { ["Service": $0] }, action: statement.actions,
                resource: resources.isEmpty ? nil : resources,
                condition: statement.conditions.isEmpty
                    ? nil : statement.conditions.mapValues { $0.mapValues { $0.flatMap { $0.texts(in: scope) } } })
        }
    }
}

extension PolicyDocument.Value {
    /// The texts for all places of a scope, with `%` for what only Terraform knows.
    fileprivate func texts(in scope: ResourceScope) -> [String] {
        // An ARN is about as long as this, and IAM limits the length of a role's policies.
        let unknown = String(repeating: "%", count: 100)
        return switch self {
        case .text(let text): [text]
        case .logGroup(let name): scope.logGroups(name.text)
        case .ofPlace(let service, let resource): scope.arns(service: service, resource)
        case .terraform(_, let suffix): [unknown + suffix]
        case .ofPlaceByID, .ofPlaceByIDs: [unknown]
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
        arns(service: "logs", "log-group:\(name):*")
    }

    /// The ARNs for a resource of a service, one for each region.
    func arns(service: String, _ resource: String) -> [String] {
        let places = regions.map { (partition: $0.partition.rawValue, region: $0.name) }
        return (places.isEmpty ? [(partition: "*", region: "*")] : places).map { place in
            "arn:\(place.partition):\(service):\(place.region):\(account ?? "*"):\(resource)"
        }
    }
}
