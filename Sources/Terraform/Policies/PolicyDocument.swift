import Model

/// An IAM policy document, before it is known where its resources are.
struct PolicyDocument: Hashable {
    /// What a statement applies to.
    enum Resource: Hashable {
        /// An ARN, or `*`.
        case arn(String)
        /// A log group and its streams, in the place of the function.
        case logGroup(String)
    }

    /// One statement of a policy.
    struct Statement: Hashable {
        var sid: String?
        var effect = PolicyStatement.Effect.allow
        /// The service that may do it, in a policy that says who may assume a role.
        var service: String?
        var actions: [String]
        var resources: [Resource] = []
        var conditions: [String: [String: [String]]] = [:]
    }

    static let version = "2012-10-17"

    var statements: [Statement]
}

extension PolicyDocument {
    /// Lets Lambda assume a role; the principal is the same in every partition.
    static let trust = PolicyDocument(statements: [
        Statement(service: "lambda.amazonaws.com", actions: ["sts:AssumeRole"])
    ])

    /// Lets a function write to its own log group, which Terraform creates.
    static func logs(of function: String) -> PolicyDocument {
        PolicyDocument(statements: [
            Statement(
                sid: "WriteOwnLogs",
                actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                resources: [.logGroup("/aws/lambda/" + function)])
        ])
    }

    /// Lets the Lambda Insights extension write to its log group, which the extension creates if it is missing.
    static let insights = PolicyDocument(statements: [
        Statement(
            sid: "WriteInsights",
            actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [.logGroup("/aws/lambda-insights")])
    ])

    /// Lets a function send traces; X-Ray has no resources for these actions.
    static let tracing = PolicyDocument(statements: [
        Statement(
            sid: "SendTraces",
            actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
            resources: [.arn("*")])
    ])

    /// What the user allows a function to do.
    static func permissions(_ statements: [PolicyStatement]) -> PolicyDocument {
        PolicyDocument(
            statements: statements.map { statement in
                Statement(
                    effect: statement.effect, actions: statement.actions,
                    resources: statement.resources.map { .arn($0) }, conditions: statement.conditions)
            })
    }
}

extension PolicyStatement.Effect {
    /// IAM's spelling.
    var policyText: String {
        switch self {
        case .allow: "Allow"
        case .deny: "Deny"
        }
    }
}
