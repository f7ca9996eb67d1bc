import HCL
import Model

extension FunctionWriter {
    /// The name of the log group, which may be another's.
    var logGroupName: Expression {
        if let existing = function.surroundings.logGroup?.existing { return .string(existing) }
        return .reference("aws_cloudwatch_log_group", names.identifier, "name")
    }

    /// The class of the log group, its key, and whether it outlives the function.
    var logGroupArguments: [Argument] {
        var arguments: [Argument] = []
        // The other class is AWS's default.
        if function.surroundings.logGroup?.logClass == .infrequent {
            arguments.append(Argument("log_group_class", .string("INFREQUENT_ACCESS")))
        }
        arguments += logKey
        if function.surroundings.logGroup?.keep == true {
            arguments.append(Argument("skip_destroy", .bool(true)))
        }
        return arguments
    }

    /// Sends new lines to where the configuration says, with the permission for that.
    var logSubscription: [Block] {
        guard let subscription = function.surroundings.logGroup?.subscription else { return [] }
        let address = names.address("subscription")
        let isFunction = subscription.destination.service == "lambda"
        let actions: [String] =
            switch subscription.destination.service {
            case "kinesis": ["kinesis:PutRecord", "kinesis:PutRecords"]
            case "firehose": ["firehose:PutRecord", "firehose:PutRecordBatch"]
            default: []
            }
        let filter = Block("resource", "aws_cloudwatch_log_subscription_filter", names.identifier) {
            Argument("name", .string(function.name))
            Argument("log_group_name", logGroupName)
            Argument("filter_pattern", .string(subscription.filter))
            Argument("destination_arn", expression(subscription.destination))
            if !actions.isEmpty {
                Argument("role_arn", .reference("aws_iam_role", address, "arn"))
                Argument(
                    "depends_on", .list([.reference("aws_iam_role_policy", address)]), position: .afterBlocks)
            }
            if isFunction {
                Argument("depends_on", .list([.reference("aws_lambda_permission", address)]), position: .afterBlocks)
            }
        }
        if isFunction { return [subscriptionPermission(for: subscription.destination, address: address), filter] }
        guard !actions.isEmpty else { return [filter] }
        let trust = PolicyDocument.Statement(
            service: "logs.amazonaws.com", actions: ["sts:AssumeRole"])
        let send = PolicyDocument.Statement(
            sid: "SendLogs", actions: actions, resources: [.resource(subscription.destination)])
        return serviceRole(
            "subscription", for: "Sends the logs of \(function.name).", trust: trust, sourceArn: logsOfRegion,
            allowing: send) + [filter]
    }

    private var logGroupARN: Expression { .reference("aws_cloudwatch_log_group", names.identifier, "arn") }

    /// All log groups of the region and account: CloudWatch Logs does not name the group when it assumes a role.
    private var logsOfRegion: Expression {
        let parts = Expression.call("split", .string(":"), logGroupARN)
        return .template(
            .interpolation(.call("join", .string(":"), .call("slice", parts, .number(0), .number(5)))), .literal(":*"))
    }

    private func subscriptionPermission(for destination: ResourceReference, address: String) -> Block {
        Block("resource", "aws_lambda_permission", address) {
            Argument("statement_id", placedName("-logs"))
            Argument("action", .string("lambda:InvokeFunction"))
            Argument("function_name", expression(destination))
            Argument("principal", .string("logs.amazonaws.com"))
            Argument("source_arn", .template(.interpolation(logGroupARN), .literal(":*")))
        }
    }
}
