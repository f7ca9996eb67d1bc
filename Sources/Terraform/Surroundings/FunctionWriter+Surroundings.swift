import HCL
import Model

extension FunctionWriter {
    /// What AWS services do for the function, in the policy `service` of its role.
    static func serviceStatements(of function: LambdaFunction, scope: ResourceScope) -> [PolicyDocument.Statement] {
        deadLetterStatements(of: function) + asynchronousStatements(of: function)
            + encryptionStatements(of: function) + networkStatements(of: function, scope: scope)
            + fileSystemStatements(of: function) + triggerStatements(of: function)
    }

    /// The path of the policy document of `serviceStatements`.
    var servicePath: String { "policies/\(names.fileStem)-service.json" }

    /// More arguments of the function.
    var surroundingArguments: [Argument] {
        publishing + reservedConcurrency + environmentKey + codeSigning
    }

    /// More blocks in the function.
    @BodyBuilder var surroundingSettings: Body {
        deadLetterConfiguration
        networkConfiguration
    }

    /// Resources besides the function, its role and its log group.
    var surroundingBlocks: [Block] {
        alias + provisionedConcurrency + invokeConfiguration + logSubscription + functionURL + triggers
    }

    /// A resource that exists elsewhere.
    func expression(_ arn: ResourceARN) -> Expression { .string(arn.text) }

    /// An attribute of the function.
    func attribute(_ name: String) -> Expression { .reference("aws_lambda_function", names.identifier, name) }

    /// What must exist before AWS checks the role's permissions.
    var afterServicePolicy: [Argument] {
        guard Self.policyNames(of: function).contains("service") else { return [] }
        let policy = Expression.reference("aws_iam_role_policy", names.identifier + "_service")
        return [Argument("depends_on", .list([policy]), position: .afterBlocks)]
    }
}

extension [PolicyDocument.Statement] {
    /// Lets the function's role send to a destination.
    static func sending(to destination: ResourceARN, sid: String) -> Self {
        let arn = destination.text
        switch destination.service {
        case "sqs": return [.init(sid: sid, action: ["sqs:SendMessage"], resource: [arn])]
        case "sns": return [.init(sid: sid, action: ["sns:Publish"], resource: [arn])]
        case "lambda": return [.init(sid: sid, action: ["lambda:InvokeFunction"], resource: [arn])]
        case "events": return [.init(sid: sid, action: ["events:PutEvents"], resource: [arn])]
        case "s3":
            return [
                .init(sid: sid, action: ["s3:PutObject"], resource: [arn + "/*"]),
                .init(sid: sid + "List", action: ["s3:ListBucket"], resource: [arn]),
            ]
        default: return []
        }
    }
}
