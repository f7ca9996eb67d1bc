import JSON

/// Something that exists and that a plan destroys, for good or to create it again.
package struct PlannedDestroy: Sendable, Hashable, Codable {
    /// What is lost with it.
    package enum Loss: String, Sendable, Hashable, Codable {
        /// A log group's logs.
        case logs
        /// A function's versions, without which nothing can be rolled back.
        case versions
        /// What an alias points to, for those who call it.
        case alias
        /// What a table, a bucket or a queue holds.
        case data
        /// The address that callers know.
        case address
    }

    /// Resources of the user's own that hold data.
    private static let holdingData: Set<String> = [
        "aws_db_instance", "aws_dynamodb_table", "aws_efs_file_system", "aws_elasticache_cluster", "aws_kinesis_stream",
        "aws_kms_key", "aws_rds_cluster", "aws_s3_bucket", "aws_s3_object", "aws_secretsmanager_secret",
        "aws_sqs_queue", "aws_ssm_parameter",
    ]
    /// Resources that are only a permission: they go with the setting that asked for them, and nothing is lost with them.
    private static let grants: Set<String> = [
        "aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_lambda_permission",
    ]

    /// Its address.
    package var address: String
    /// The function that it belongs to; `nil` for the user's own.
    package var function: String?
    /// Whether it is created again.
    package var isReplaced: Bool
    /// Why it is created again: the attributes that change, and cannot be changed in place.
    package var because: [String]
    /// Whether it is created again because its creation failed.
    package var isUnfinished: Bool
    /// What is lost with it.
    package var losses: [Loss]
    /// Whether it must be allowed: all but permissions.
    package var needsApproval: Bool

    /// Creates one.
    package init(
        address: String, function: String? = nil, isReplaced: Bool = false, because: [String] = [],
        isUnfinished: Bool = false, losses: [Loss] = [], needsApproval: Bool = true
    ) {
        self.address = address
        self.function = function
        self.isReplaced = isReplaced
        self.because = because
        self.isUnfinished = isUnfinished
        self.losses = losses
        self.needsApproval = needsApproval
    }

    /// Finds it in a resource; `nil` if the resource stays.
    init?(_ resource: PlannedResource, function: String?) {
        guard resource.action.destroys else { return nil }
        // Terraform leaves such a resource behind.
        let isKept = resource.before("skip_destroy").shown == .bool(true)
        let loss: Loss? =
            switch resource.type {
            case "aws_cloudwatch_log_group": .logs
            case "aws_lambda_function": .versions
            case "aws_lambda_alias": .alias
            case "aws_lambda_function_url", "aws_apigatewayv2_api": .address
            case let type where Self.holdingData.contains(type): .data
            default: nil
            }
        self.init(
            address: resource.address, function: function, isReplaced: resource.action == .replace,
            because: resource.replacedBecause, isUnfinished: resource.isTainted,
            losses: isKept || resource.isDeposed ? [] : [loss].compactMap(\.self),
            needsApproval: !Self.grants.contains(resource.type))
    }

    /// What happens, in words.
    package var words: String {
        let lost =
            losses.map { loss in
                switch loss {
                case .logs: "with all its logs"
                case .versions: "with all its versions, so that nothing can be rolled back"
                case .alias: "which callers may use"
                case .data: "with the data in it"
                case .address: "whose address callers know"
                }
            }.joined(separator: ", ")
        let what = address + (lost.isEmpty ? "" : " " + lost)
        guard isReplaced else { return (needsApproval ? "DESTROYS " : "removes ") + what }
        let reasons = isUnfinished ? ["its creation failed"] : because.map { "new \($0)" }
        let reason = reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"
        return (needsApproval ? "DESTROYS AND RECREATES " : "replaces ") + what + reason
    }
}
