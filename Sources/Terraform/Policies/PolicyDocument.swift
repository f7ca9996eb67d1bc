import Model

/// An IAM policy document, before it is known where its resources are.
struct PolicyDocument: Hashable {
    /// What a statement applies to, or what a condition compares with.
    enum Value: Hashable {
        /// An ARN, `*`, or another text.
        case text(String)
        /// A log group and its streams, in the place of the function.
        case logGroup(PlacedName)
        /// A resource of a service in the region and account of the function.
        case ofPlace(service: String, resource: String)
        /// A value of the user's own Terraform that is an ARN, and what follows it.
        case terraform(TerraformReference, suffix: String)
        /// A resource in the region and account of the function, whose ID is a value of the user's own Terraform.
        case ofPlaceByID(service: String, prefix: String, TerraformReference)
        /// As many such resources as the value has IDs.
        case ofPlaceByIDs(service: String, prefix: String, TerraformReference)

        /// A resource that exists outside the configuration.
        static func resource(_ resource: ResourceReference, suffix: String = "") -> Value {
            switch resource {
            case .arn(let arn): .text(arn.text + suffix)
            case .terraform(let reference, _): .terraform(reference, suffix: suffix)
            }
        }

        /// The reference that only Terraform knows.
        var reference: TerraformReference? {
            switch self {
            case .terraform(let reference, _), .ofPlaceByID(_, _, let reference), .ofPlaceByIDs(_, _, let reference):
                reference
            case .text, .logGroup, .ofPlace: nil
            }
        }
    }

    /// One statement of a policy.
    struct Statement: Hashable {
        var sid: String?
        var effect = PolicyStatement.Effect.allow
        /// The service that may do it, in a policy that says who may assume a role.
        var service: String?
        var actions: [String]
        var resources: [Value] = []
        var conditions: [String: [String: [Value]]] = [:]
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
    /// The name of the function's log group, its own or one that exists.
    var logGroupName: PlacedName {
        surroundings.logGroup?.existing.map { PlacedName($0) } ?? PlacedName("/aws/lambda/", self)
    }
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
            resources: [.text("*")])
    ])

    /// Lets a function read the parameters and secrets that its environment names.
    ///
    /// They may be encrypted with any key of the account, but only through these services.
    static func reading(_ references: EnvironmentReferences) -> PolicyDocument {
        var statements: [Statement] = []
        var services: [String] = []
        if !references.parameters.isEmpty {
            services.append("ssm.*.amazonaws.com*")
            statements.append(
                Statement(
                    sid: "ReadParameters", actions: ["ssm:GetParameter", "ssm:GetParameters"],
                    resources: references.parameters.sorted().map { name in
                        let path = name.hasPrefix("/") ? name : "/" + name
                        return name.hasPrefix("arn:")
                            ? .text(name) : .ofPlace(service: "ssm", resource: "parameter" + path)
                    }))
        }
        if !references.secrets.isEmpty {
            services.append("secretsmanager.*.amazonaws.com*")
            statements.append(
                Statement(
                    sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"],
                    resources: references.secrets.sorted().map { name in
                        // Secrets Manager adds a hyphen and six characters to the name in an ARN.
                        name.hasPrefix("arn:")
                            ? .text(name) : .ofPlace(service: "secretsmanager", resource: "secret:\(name)-??????")
                    }))
        }
        statements.append(
            Statement(
                sid: "DecryptThem", actions: ["kms:Decrypt"], resources: [.ofPlace(service: "kms", resource: "key/*")],
                conditions: ["StringLike": ["kms:ViaService": services.map { .text($0) }]]))
        return PolicyDocument(statements: statements)
    }

    /// What the user allows a function to do.
    static func permissions(_ statements: [PolicyStatement]) -> PolicyDocument {
        PolicyDocument(
            statements: statements.map { statement in
                Statement(
                    effect: statement.effect, actions: statement.actions,
                    resources: statement.resources.map { resource in
                        switch resource {
                        case .pattern(let text): .text(text)
                        case .terraform(let reference, let suffix): .terraform(reference, suffix: suffix)
                        }
                    },
                    conditions: statement.conditions.mapValues { keys in
                        keys.mapValues { values in values.map { .text($0) } }
                    })
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
