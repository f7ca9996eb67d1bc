import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An IAM policy document.
struct PolicyDocument: Codable, Hashable {
    /// One statement of a policy.
    struct Statement: Codable, Hashable {
        var sid: String?
        var effect = "Allow"
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

    var version = "2012-10-17"
    var statement: [Statement]

    enum CodingKeys: String, CodingKey {
        case version = "Version"
        case statement = "Statement"
    }

    /// The document as JSON, with a final newline.
    func rendered() throws(TerraformError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw TerraformError([.encoding("\(error)")])
        }
    }
}

extension PolicyDocument {
    /// Lets Lambda assume a role; the principal is the same in every partition.
    static let trust = PolicyDocument(statement: [
        Statement(principal: ["Service": "lambda.amazonaws.com"], action: ["sts:AssumeRole"])
    ])

    /// Lets a function write to its log group, which Terraform creates or which exists.
    static func logs(of function: LambdaFunction, scope: ResourceScope) -> PolicyDocument {
        PolicyDocument(statement: [
            Statement(
                sid: "WriteOwnLogs",
                action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                resource: scope.logGroups(function.logGroupName))
        ])
    }

    /// Lets the Lambda Insights extension write to its log group, which the extension creates if it is missing.
    static func insights(scope: ResourceScope) -> PolicyDocument {
        PolicyDocument(statement: [
            Statement(
                sid: "WriteInsights",
                action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                resource: scope.logGroups("/aws/lambda-insights"))
        ])
    }

    /// Lets a function send traces; X-Ray has no resources for these actions.
    static let tracing = PolicyDocument(statement: [
        Statement(
            sid: "SendTraces",
            action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
            resource: ["*"])
    ])

    /// What the user allows a function to do.
    static func permissions(_ statements: [PolicyStatement]) -> PolicyDocument {
        PolicyDocument(
            statement: statements.map { statement in
                Statement(
                    effect: statement.effect == .allow ? "Allow" : "Deny",
                    action: statement.actions,
                    resource: statement.resources,
                    condition: statement.conditions.isEmpty ? nil : statement.conditions)
            })
    }
}

/// Where the resources in policies are; `*` stands for unknown parts.
struct ResourceScope: Hashable {
    /// Sorted, all in one partition; empty if none is known.
    var regions: [Region]
    var account: String?

    /// The ARNs for a log group and its streams.
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
