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
    func expression(_ resource: ResourceReference) -> Expression {
        switch resource {
        case .arn(let arn): .string(arn.text)
        case .terraform(let reference, _): Expression(reference)
        }
    }

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
    static func sending(to destination: ResourceReference, sid: String) -> Self {
        func statement(_ action: String, _ more: String = "", suffix: String = "") -> PolicyDocument.Statement {
            .init(sid: sid + more, actions: [action], resources: [.resource(destination, suffix: suffix)])
        }
        switch destination.service {
        case "sqs": return [statement("sqs:SendMessage")]
        case "sns": return [statement("sns:Publish")]
        case "lambda": return [statement("lambda:InvokeFunction")]
        case "events": return [statement("events:PutEvents")]
        case "s3":
            return [statement("s3:PutObject", suffix: "/*"), statement("s3:ListBucket", "List")]
        default: return []
        }
    }
}
