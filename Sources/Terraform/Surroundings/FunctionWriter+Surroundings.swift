import HCL
import Model

extension LambdaFunction {
    /// What AWS services do for the function, in the policy `service` of its role.
    var serviceStatements: [PolicyDocument.Statement] {
        FunctionWriter.deadLetterStatements(of: self) + FunctionWriter.asynchronousStatements(of: self)
            + FunctionWriter.encryptionStatements(of: self) + FunctionWriter.networkStatements(of: self)
            + FunctionWriter.fileSystemStatements(of: self) + FunctionWriter.triggerStatements(of: self)
    }
}

extension FunctionWriter {
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
        alias + provisionedConcurrency + invokeConfiguration + logSubscription + functionURL + httpAPI + triggers
    }

    /// A resource that exists elsewhere.
    func expression(_ arn: ResourceARN) -> Expression { .string(arn.text) }

    /// An attribute of the function.
    func attribute(_ name: String) -> Expression { .reference("aws_lambda_function", names.identifier, name) }

    /// What must exist before AWS checks the role's permissions.
    var afterServicePolicy: [Argument] {
        guard !function.serviceStatements.isEmpty else { return [] }
        let policy = Expression.reference("aws_iam_role_policy", names.identifier + "_service")
        return [Argument("depends_on", .list([policy]), position: .afterBlocks)]
    }
}

extension [PolicyDocument.Statement] {
    /// Lets the function's role send to a destination.
    static func sending(to destination: ResourceARN, sid: String) -> Self {
        let arn = destination.text
        switch destination.service {
        case "sqs": return [.init(sid: sid, actions: ["sqs:SendMessage"], resources: [.arn(arn)])]
        case "sns": return [.init(sid: sid, actions: ["sns:Publish"], resources: [.arn(arn)])]
        case "lambda": return [.init(sid: sid, actions: ["lambda:InvokeFunction"], resources: [.arn(arn)])]
        case "events": return [.init(sid: sid, actions: ["events:PutEvents"], resources: [.arn(arn)])]
        case "s3":
            return [
                .init(sid: sid, actions: ["s3:PutObject"], resources: [.arn(arn + "/*")]),
                .init(sid: sid + "List", actions: ["s3:ListBucket"], resources: [.arn(arn)]),
            ]
        default: return []
        }
    }
}
