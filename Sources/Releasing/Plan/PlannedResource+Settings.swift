extension PlannedResource {
    /// What changes in a resource that belongs to a function, but is neither the function nor a trigger nor a permission.
    var settingsBesideTheFunction: [SettingChange] {
        let watched: [(name: String, attribute: String, unit: String)] =
            switch type {
            case "aws_cloudwatch_log_group":
                [("logs kept for", "retention_in_days", " days"), ("key for logs", "kms_key_id", "")]
            case "aws_lambda_alias": [("alias", "name", ""), ("version of the alias", "function_version", "")]
            case "aws_lambda_provisioned_concurrency_config":
                [("provisioned concurrency", "provisioned_concurrent_executions", "")]
            case "aws_lambda_function_event_invoke_config":
                [
                    ("retries", "maximum_retry_attempts", ""),
                    ("oldest asynchronous event", "maximum_event_age_in_seconds", " s"),
                ]
            case "aws_cloudwatch_log_subscription_filter": [("logs sent to", "destination_arn", "")]
            case "aws_lambda_function_url": [("response mode of the URL", "invoke_mode", "")]
            default: []
            }
        // A new function has all of them.
        guard action == .update || action == .replace || type == "aws_lambda_provisioned_concurrency_config" else {
            return []
        }
        return watched.filter { changes(at: [$0.attribute]) }.map { setting in
            SettingChange(
                name: setting.name, before: before(setting.attribute).text(unit: setting.unit),
                after: after(setting.attribute).text(unit: setting.unit))
        }
    }
}
