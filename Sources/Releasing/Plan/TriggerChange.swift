/// Something that calls a function, and is new, changes or goes.
package struct TriggerChange: Sendable, Hashable, Codable {
    /// What happens to it.
    package var action: PlannedAction
    /// What it is, such as `SQS queue`.
    package var kind: String
    /// Which one: an ARN, a name, an expression.
    package var source: String?
    /// The settings of it that change.
    package var settings: [SettingChange]

    /// Creates a change.
    package init(action: PlannedAction, kind: String, source: String?, settings: [SettingChange] = []) {
        self.action = action
        self.kind = kind
        self.source = source
        self.settings = settings
    }

    /// The change in words.
    package var words: String {
        let what = kind + (source.map { " \($0)" } ?? "")
        let settings = settings.isEmpty ? "" : ": " + settings.map(\.words).joined(separator: ", ")
        return switch action {
        case .create: "new trigger: \(what)"
        case .delete: "removes trigger: \(what)"
        case .forget: "trigger that Terraform no longer manages: \(what)"
        case .update, .none: "trigger \(what)\(settings)"
        case .replace: "recreates trigger \(what)\(settings)"
        }
    }

    /// Finds the change in a resource; `nil` if it is not a trigger, or stays.
    init?(_ resource: PlannedResource) {
        guard resource.action != .none, let source = Self.source(of: resource) else { return nil }
        let settings = resource.changedAttributes.filter { $0 != "tags" && $0 != "description" }.map { name in
            SettingChange(
                name: name.replacing("_", with: " "), before: resource.before(name).text(),
                after: resource.after(name).text())
        }
        let showsSettings = resource.action == .update || resource.action == .replace
        self.init(
            action: resource.action, kind: source.kind, source: source.name, settings: showsSettings ? settings : [])
    }

    private static func source(of resource: PlannedResource) -> (kind: String, name: String?)? {
        func value(_ name: String) -> String? {
            let planned = resource.after(name)
            return (planned == .none ? resource.before(name) : planned).text()
        }
        switch resource.type {
        case "aws_lambda_event_source_mapping":
            let arn = value("event_source_arn")
            let services = [":sqs:": "SQS queue", ":dynamodb:": "DynamoDB stream", ":kinesis:": "Kinesis stream"]
            let kind = services.first { arn?.contains($0.key) == true }?.value ?? "event source"
            return (kind, arn)
        case "aws_sns_topic_subscription": return ("SNS topic", value("topic_arn"))
        case "aws_scheduler_schedule": return ("schedule", value("schedule_expression"))
        case "aws_cloudwatch_event_rule": return ("rule", value("event_pattern") ?? value("schedule_expression"))
        case "aws_s3_bucket_notification": return ("S3 bucket", value("bucket"))
        default: return nil
        }
    }
}
