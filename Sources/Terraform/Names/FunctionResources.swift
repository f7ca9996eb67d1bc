/// The functions of a project, found by the Terraform names of their resources.
package struct FunctionResources: Sendable, Hashable {
    /// The types of the resources that a function may have.
    private static let types: Set<String> = [
        "aws_apigatewayv2_api", "aws_apigatewayv2_authorizer", "aws_apigatewayv2_integration",
        "aws_apigatewayv2_route",
        "aws_apigatewayv2_stage", "aws_cloudwatch_event_rule", "aws_cloudwatch_event_target",
        "aws_cloudwatch_log_group",
        "aws_cloudwatch_log_subscription_filter", "aws_iam_role", "aws_iam_role_policy", "aws_lambda_alias",
        "aws_lambda_event_source_mapping", "aws_lambda_function", "aws_lambda_function_event_invoke_config",
        "aws_lambda_function_url", "aws_lambda_permission", "aws_lambda_provisioned_concurrency_config",
        "aws_s3_bucket_notification", "aws_scheduler_schedule", "aws_sns_topic_subscription",
    ]
    /// What the names of role policies end in.
    private static let policies: Set<String> = ["insights", "logs", "permissions", "references", "service", "tracing"]

    private var functions: [String: String] = [:]
    private var formerFunctions: [String: String] = [:]

    /// Creates the table of some functions.
    ///
    /// - Parameter formerNames: the former names of functions, each with the function's present name.
    package init(functions names: some Sequence<String>, formerNames: [String: String] = [:]) {
        for name in names { functions[ResourceNames(function: name).identifier] = name }
        for (former, name) in formerNames { formerFunctions[ResourceNames(function: former).identifier] = name }
    }

    /// What a resource is for.
    package struct Owner: Sendable, Hashable {
        /// The function.
        package var function: String
        /// The role's policy, such as `logs`, or the part besides the function's own, such as `scheduler`.
        package var part: String?
        /// Whether it belongs to the function's own role, or is that.
        package var isOwn: Bool
        /// Whether it has the function's former name.
        package var isFormer = false
    }

    /// The function that a resource of a generated configuration belongs to.
    ///
    /// - Parameters:
    ///   - type: such as `aws_iam_role_policy`.
    ///   - name: the resource's name in Terraform.
    package func owner(ofType type: String, name: String) -> Owner? {
        guard Self.types.contains(type) else { return nil }
        if let owner = Self.owner(ofType: type, name: name, among: functions) { return owner }
        guard var owner = Self.owner(ofType: type, name: name, among: formerFunctions) else { return nil }
        owner.isFormer = true
        return owner
    }

    private static func owner(ofType type: String, name: String, among functions: [String: String]) -> Owner? {
        if let function = functions[name] { return Owner(function: function, isOwn: true) }
        guard let separator = name.lastIndex(of: "_") else { return nil }
        let last = String(name[name.index(after: separator)...])
        let stem = name[..<separator]
        if policies.contains(last) {
            guard type == "aws_iam_role_policy" else { return nil }
            return functions[String(stem)].map { Owner(function: $0, part: last, isOwn: true) }
        }
        // A resource besides the function's own: its part in one word, and a digest.
        guard last.count == ResourceNames.digestLength, last.allSatisfy(\.isHexDigit),
            let end = stem.lastIndex(of: "_")
        else { return nil }
        let part = String(stem[stem.index(after: end)...])
        return functions[String(stem[..<end])].map { Owner(function: $0, part: part, isOwn: false) }
    }
}
