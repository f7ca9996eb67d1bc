import HCL
import Model

extension FunctionWriter {
    func subscription(to topic: Trigger.Topic, _ address: String) -> [Block] {
        [
            Block("resource", "aws_sns_topic_subscription", address) {
                Argument("topic_arn", expression(topic.resource))
                Argument("protocol", .string("lambda"))
                Argument("endpoint", target)
                if let filter = topic.filter {
                    Argument("filter_policy", .string(filter))
                    if topic.scope == .body {
                        Argument("filter_policy_scope", .string("MessageBody"))
                    }
                }
                Argument("depends_on", .list([.reference("aws_lambda_permission", address)]), position: .afterBlocks)
            },
            permission(address, principal: "sns.amazonaws.com", source: expression(topic.resource)),
        ]
    }

    func matching(_ rule: Trigger.Rule, _ address: String) -> [Block] {
        let bus = rule.bus.map { [Argument("event_bus_name", expression($0))] } ?? []
        return [
            Block("resource", "aws_cloudwatch_event_rule", address) {
                Argument("name", resourceName(address))
                Argument("description", .string("Calls the Lambda function \(function.name)."))
                bus
                Argument("event_pattern", .string(rule.pattern))
                tags
            },
            Block("resource", "aws_cloudwatch_event_target", address) {
                Argument("rule", .reference("aws_cloudwatch_event_rule", address, "name"))
                bus
                Argument("arn", target)
                Argument("depends_on", .list([.reference("aws_lambda_permission", address)]), position: .afterBlocks)
            },
            permission(
                address, principal: "events.amazonaws.com",
                source: .reference("aws_cloudwatch_event_rule", address, "arn")),
        ]
    }

    /// One resource has all notifications of a bucket, so that a bucket has one trigger.
    func notification(of bucket: Trigger.Bucket, _ address: String) -> [Block] {
        [
            Block("resource", "aws_s3_bucket_notification", address) {
                Argument("bucket", bucketName(bucket.resource))
                Block("lambda_function") {
                    Argument("lambda_function_arn", target)
                    Argument("events", .strings(bucket.events))
                    if let prefix = bucket.prefix {
                        Argument("filter_prefix", .string(prefix))
                    }
                    if let suffix = bucket.suffix {
                        Argument("filter_suffix", .string(suffix))
                    }
                }
                Argument("depends_on", .list([.reference("aws_lambda_permission", address)]), position: .afterBlocks)
            },
            // The ARN of a bucket has no account, and another account could get a deleted bucket's name.
            permission(
                address, principal: "s3.amazonaws.com", source: expression(bucket.resource),
                Argument("source_account", part(4, of: attribute("arn")))),
        ]
    }

    private func bucketName(_ bucket: ResourceReference) -> Expression {
        switch bucket {
        case .arn(let arn): .string(arn.resource)
        case .terraform(let reference, _): part(5, of: Expression(reference))
        }
    }

    func scheduled(_ schedule: Trigger.Schedule, _ address: String) -> Block {
        Block("resource", "aws_scheduler_schedule", address) {
            Argument("name", resourceName(address))
            Argument("description", .string("Calls the Lambda function \(function.name)."))
            Argument("schedule_expression", .string(schedule.expression))
            if let timeZone = schedule.timeZone {
                Argument("schedule_expression_timezone", .string(timeZone))
            }
            Block("flexible_time_window") {
                Argument("mode", .string("OFF"))
            }
            Block("target") {
                Argument("arn", target)
                Argument("role_arn", .reference("aws_iam_role", names.address("scheduler"), "arn"))
                if let input = schedule.input {
                    Argument("input", .string(input))
                }
            }
            Argument(
                "depends_on", .list([.reference("aws_iam_role_policy", names.address("scheduler"))]),
                position: .afterBlocks)
        }
    }

    /// The role with which EventBridge Scheduler calls the function, one for all its schedules.
    var schedulerRole: [Block] {
        let hasSchedule = (function.surroundings.triggers ?? []).contains {
            if case .schedule = $0.source { true } else { false }
        }
        guard hasSchedule else { return [] }
        let arn = attribute("arn")
        let group = Expression.template(
            .literal("arn:"), .interpolation(part(1, of: arn)), .literal(":scheduler:"),
            .interpolation(part(3, of: arn)), .literal(":"), .interpolation(part(4, of: arn)),
            .literal(":schedule-group/default"))
        return serviceRole(
            "scheduler", for: "Calls the Lambda function \(function.name) on schedule.",
            trust: .init(service: "scheduler.amazonaws.com", actions: ["sts:AssumeRole"]),
            sourceArn: group, allowing: .init(sid: "CallFunction", actions: ["lambda:InvokeFunction"]),
            resource: .list([target]))
    }

    /// Lets a service call the function or its alias.
    func permission(
        _ address: String, principal: String, source: Expression, _ more: Argument...
    ) -> Block {
        Block("resource", "aws_lambda_permission", address) {
            Argument("statement_id", resourceName(address))
            Argument("action", .string("lambda:InvokeFunction"))
            Argument("function_name", attribute("function_name"))
            qualifier
            Argument("principal", .string(principal))
            Argument("source_arn", source)
            more
        }
    }

    /// A name of at most 64 characters that ends like an address, and differs by stage like the function's.
    func resourceName(_ address: String) -> Expression {
        placedName(String(address.dropFirst(names.identifier.count)).replacing("_", with: "-"))
    }

    /// The function's name, with the stage if that has it, and a suffix: at most 64 characters.
    func placedName(_ suffix: String) -> Expression {
        guard function.namePattern.has(.stage) else {
            return .string(String(function.name.prefix(64 - suffix.count)) + suffix)
        }
        let name = function.name.prefix(64 - suffix.count - 1 - StageName.longest)
        return .template(.literal(name + "-"), .interpolation(place.stage), .literal(suffix))
    }

    /// A part of an ARN, counted from 0.
    private func part(_ index: Int, of arn: Expression) -> Expression {
        .index(.call("split", .string(":"), arn), .number(index))
    }
}
