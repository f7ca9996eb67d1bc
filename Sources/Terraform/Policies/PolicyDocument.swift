import Model

/// An IAM policy document, before it is known where its resources are.
struct PolicyDocument: Hashable {
    /// What a statement applies to.
    enum Resource: Hashable {
        /// An ARN, or `*`.
        case arn(String)
        /// A log group and its streams, in the place of the function.
        case logGroup(PlacedName)
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

    /// Adds what another document allows; a statement that differs only in its resources gets those, too.
    mutating func add(_ other: PolicyDocument) {
        for statement in other.statements {
            var common = statement
            let index = statements.firstIndex { own in
                common.resources = own.resources
                return common == own
            }
            if let index {
                statements[index].resources += statement.resources.filter { !statements[index].resources.contains($0) }
            } else {
                statements.append(statement)
            }
        }
    }
}

/// A name on AWS that may have the stage and the region in it.
struct PlacedName: Hashable {
    /// The name as it is in the place for which the function was resolved.
    var text: String
    /// The same name for all places: texts, and parts that Terraform fills in.
    var parts: [NamePattern.Part]

    /// A name that is the same everywhere.
    init(_ text: String) {
        self.text = text
        parts = [.text(text)]
    }

    init(_ prefix: String, _ function: LambdaFunction) {
        text = prefix + function.deployedName
        parts = [.text(prefix)] + function.namePattern.parts.map { $0 == .function ? .text(function.name) : $0 }
    }
}

extension LambdaFunction {
    /// The function's name on Lambda.
    var placedName: PlacedName { PlacedName("", self) }
    /// The name of the function's own log group.
    var logGroupName: PlacedName { PlacedName("/aws/lambda/", self) }
}

extension PolicyDocument {
    /// Lets Lambda assume a role; the principal is the same in every partition.
    static let trust = PolicyDocument(statements: [
        Statement(service: "lambda.amazonaws.com", actions: ["sts:AssumeRole"])
    ])

    /// Lets a function write to its own log group, which Terraform creates.
    static func logs(of function: LambdaFunction) -> PolicyDocument {
        PolicyDocument(statements: [
            Statement(
                sid: "WriteOwnLogs",
                actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                resources: [.logGroup(function.logGroupName)])
        ])
    }

    /// Lets the Lambda Insights extension write to its log group, which the extension creates if it is missing.
    static let insights = PolicyDocument(statements: [
        Statement(
            sid: "WriteInsights",
            actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [.logGroup(PlacedName("/aws/lambda-insights"))])
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
