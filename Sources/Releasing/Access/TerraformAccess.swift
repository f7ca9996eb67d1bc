import Model
import Terraform

/// What Terraform's AWS provider calls for the resources of functions, as statements of IAM.
///
/// The actions are those that the provider's resources call to create, read, update, tag and delete them (AWS provider 5
/// and 6), with the resources that AWS's service authorization reference allows for each.
struct TerraformAccess {
    private(set) var statements = AccessStatements()
    let artifacts: ArtifactStore?

    /// The types of resources that have statements.
    static let types: Set<String> = [
        "aws_apigatewayv2_api", "aws_apigatewayv2_authorizer", "aws_apigatewayv2_integration", "aws_apigatewayv2_route",
        "aws_apigatewayv2_stage", "aws_cloudwatch_event_rule", "aws_cloudwatch_event_target",
        "aws_cloudwatch_log_group",
        "aws_cloudwatch_log_subscription_filter", "aws_iam_role", "aws_iam_role_policy", "aws_lambda_alias",
        "aws_lambda_event_source_mapping", "aws_lambda_function", "aws_lambda_function_event_invoke_config",
        "aws_lambda_function_url", "aws_lambda_permission", "aws_lambda_provisioned_concurrency_config",
        "aws_s3_bucket_notification", "aws_scheduler_schedule", "aws_sns_topic_subscription",
    ]

    init(artifacts: ArtifactStore?) {
        self.artifacts = artifacts
    }

    /// Adds the resources of a function in a place.
    mutating func add(_ function: LambdaFunction, in placed: PlacedFunctions) {
        let place = AccessPlace(region: placed.place.region, account: placed.account)
        let names = DeployedNames(of: function, in: placed.place)
        addFunction(function, names, place)
        addCode(of: function, place)
        addRoles(of: function, names, place)
        addLogs(of: function, names, place)
        addVersions(of: function, names, place)
        addDependencies(of: function, place)
        addCallers(of: function, names, place)
        addTriggers(of: function, names, place)
    }

    /// Adds the state in a bucket.
    mutating func add(_ state: StateBucket, in place: AccessPlace) {
        let bucket = place.bucketARN(state.bucket)
        statements.allow("ListState", ["s3:ListBucket"], on: [bucket])
        // Terraform writes the lock beside the state, and deletes it.
        statements.allow(
            "State", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], on: ["\(bucket)/\(state.prefix)*"])
    }

    private mutating func addFunction(_ function: LambdaFunction, _ names: DeployedNames, _ place: AccessPlace) {
        statements.allow(
            "Functions",
            [
                "CreateFunction", "DeleteFunction", "GetFunction", "GetFunctionCodeSigningConfig",
                "GetFunctionConfiguration", "ListTags", "ListVersionsByFunction", "TagResource", "UntagResource",
                "UpdateFunctionCode", "UpdateFunctionConfiguration",
            ].map { "lambda:" + $0 }, on: place.function(names.function))
    }

    private mutating func addCode(of function: LambdaFunction, _ place: AccessPlace) {
        if let artifacts {
            let bucket = place.bucket(of: artifacts)
            // Lambda reads the archive with the caller's permissions.
            statements.allow("ReadCode", ["s3:GetObject"], on: [place.bucketARN("\(bucket)/\(artifacts.prefix)/*")])
        }
        var layers = function.layers
        switch function.insights {
        case .disabled: break
        case .newest, .version:
            layers.append(
                "arn:\(place.partition):lambda:\(place.region?.name ?? "*"):*:layer:LambdaInsightsExtension*:*")
        case .layer(let arn): layers.append(arn)
        }
        if !layers.isEmpty { statements.allow("ReadLayers", ["lambda:GetLayerVersion"], on: layers) }
    }

    private mutating func addRoles(of function: LambdaFunction, _ names: DeployedNames, _ place: AccessPlace) {
        func arn(_ role: String) -> String { place.globalARN("iam", "role" + role) }
        let passed: [(role: String?, sid: String, service: String)] = [
            (names.role, "PassRoles", "lambda.amazonaws.com"),
            (names.schedulerRole, "PassSchedulerRoles", "scheduler.amazonaws.com"),
            (names.subscriptionRole, "PassLogRoles", "logs.amazonaws.com"),
        ]
        for (role, sid, service) in passed {
            guard let role else { continue }
            statements.allow(
                "Roles",
                [
                    "DeleteRole", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies",
                    "ListInstanceProfilesForRole", "ListRolePolicies", "TagRole", "UntagRole",
                    "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription",
                ].map { "iam:" + $0 }, on: [arn(role)])
            statements.allow(
                sid, ["iam:PassRole"], on: [arn(role)], if: ["StringEquals": ["iam:PassedToService": [service]]])
            let grants = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePolicy"]
            guard let boundary = function.surroundings.role?.boundary else {
                statements.allow("GrantToRoles", grants, on: [arn(role)])
                continue
            }
            // Without the condition, whoever deploys could give a role more than its boundary allows.
            let policy = boundary.arn?.text ?? place.globalARN("iam", "policy/*")
            statements.allow(
                "GrantWithinBoundaries", grants + ["iam:PutRolePermissionsBoundary"], on: [arn(role)],
                if: ["ArnLike": ["iam:PermissionsBoundary": [policy]]])
        }
    }

    private mutating func addLogs(of function: LambdaFunction, _ names: DeployedNames, _ place: AccessPlace) {
        func arns(_ group: String) -> [String] {
            [place.arn("logs", "log-group:\(group)"), place.arn("logs", "log-group:\(group):*")]
        }
        let keeps = function.surroundings.logGroup?.keep == true
        for group in names.logGroups {
            // It has no resources.
            statements.allow("FindLogGroups", ["logs:DescribeLogGroups"], on: ["*"])
            statements.allow(
                "LogGroups",
                [
                    "CreateLogGroup", "DeleteRetentionPolicy", "ListTagsForResource", "PutRetentionPolicy",
                    "TagResource", "UntagResource",
                ].map { "logs:" + $0 }, on: arns(group))
            if !keeps { statements.allow("DeleteLogGroups", ["logs:DeleteLogGroup"], on: arns(group)) }
            if function.surroundings.encryption?.logs != nil {
                statements.allow(
                    "EncryptLogGroups", ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"], on: arns(group))
            }
        }
        guard let subscription = function.surroundings.logGroup?.subscription else { return }
        let group = function.surroundings.logGroup?.existing ?? "/aws/lambda/" + names.function
        statements.allow(
            "LogSubscriptions",
            ["logs:DeleteSubscriptionFilter", "logs:DescribeSubscriptionFilters", "logs:PutSubscriptionFilter"],
            on: arns(group))
        switch subscription.destination.service {
        case "logs":
            statements.allow(
                "LogDestinations", ["logs:PutSubscriptionFilter"],
                on: [place.arn(of: subscription.destination, else: "destination:*")])
        case "lambda":
            addPermissions(on: [place.arn(of: subscription.destination, else: "function:*")])
        default: break
        }
    }

    /// Lets Terraform change who may call functions.
    mutating func addPermissions(on functions: [String]) {
        statements.allow(
            "Permissions", ["lambda:AddPermission", "lambda:GetPolicy", "lambda:RemovePermission"], on: functions)
    }

    /// Allows actions.
    mutating func allow(
        _ sid: String, _ actions: [String], on resources: [String],
        if conditions: [String: [String: [String]]] = [:]
    ) {
        statements.allow(sid, actions, on: resources, if: conditions)
    }
}
