import Model
import Terraform

extension TerraformAccess {
    /// Versions, the alias and concurrency.
    mutating func addVersions(of function: LambdaFunction, _ names: DeployedNames, _ place: AccessPlace) {
        let surroundings = function.surroundings
        let arns = place.function(names.function)
        if surroundings.publishesVersions { allow("PublishVersions", ["lambda:PublishVersion"], on: arns) }
        if surroundings.alias != nil {
            allow("Aliases", ["Create", "Delete", "Get", "Update"].map { "lambda:\($0)Alias" }, on: arns)
        }
        if surroundings.concurrency?.reserved != nil {
            allow("ReserveConcurrency", ["Delete", "Put"].map { "lambda:\($0)FunctionConcurrency" }, on: arns)
        }
        if surroundings.concurrency?.provisioned != nil {
            allow(
                "ProvisionConcurrency", ["Delete", "Get", "Put"].map { "lambda:\($0)ProvisionedConcurrencyConfig" },
                on: arns)
        }
        let hasLimits = surroundings.asynchronous != nil
        if hasLimits {
            allow(
                "AsynchronousCalls",
                ["Delete", "Get", "Put", "Update"].map { "lambda:\($0)FunctionEventInvokeConfig" }, on: arns)
        }
        if let signing = surroundings.codeSigning {
            allow(
                "SignCode", ["Delete", "Put"].map { "lambda:\($0)FunctionCodeSigningConfig" },
                on: arns + [place.arn(of: signing, else: "code-signing-config:*")])
            allow(
                "ReadSigning", ["lambda:GetCodeSigningConfig"],
                on: [place.arn(of: signing, else: "code-signing-config:*")])
        }
    }

    /// What AWS checks with the caller's permissions when a function uses it.
    mutating func addDependencies(of function: LambdaFunction, _ place: AccessPlace) {
        if function.surroundings.network != nil {
            // These actions have no resources.
            allow(
                "FindNetwork", ["SecurityGroups", "Subnets", "Vpcs"].map { "ec2:Describe\($0)" }, on: ["*"])
        }
        if function.surroundings.fileSystem != nil {
            allow(
                "FindFileSystems", ["elasticfilesystem:DescribeMountTargets"],
                on: [place.arn("elasticfilesystem", "file-system/*")])
        }
        if let key = function.surroundings.encryption?.environment,
            !function.environment.isEmpty || !function.references.terraform.isEmpty
        {
            allow(
                "EncryptEnvironments", ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt"],
                on: [place.arn(of: key, else: "key/*")],
                if: ["StringLike": ["kms:ViaService": ["lambda.*.amazonaws.com*"]]])
        }
    }

    /// The function's URL and API.
    mutating func addCallers(of function: LambdaFunction, _ names: DeployedNames, _ place: AccessPlace) {
        let arns = place.function(names.function)
        if let url = function.surroundings.url {
            allow(
                "FunctionURLs", ["Create", "Delete", "Get", "Update"].map { "lambda:\($0)FunctionUrlConfig" }, on: arns)
            if url.authorization == .none { addPermissions(on: arns) }
        }
        guard let api = function.surroundings.api else { return }
        addPermissions(on: arns)
        // API Gateway gives an API its ID: before that, nothing tells it apart from others.
        let root = "arn:\(place.partition):apigateway:\(place.region?.name ?? "*")::"
        allow(
            "HTTPAPIs", ["DELETE", "GET", "PATCH", "POST", "PUT"].map { "apigateway:\($0)" },
            on: ["/apis", "/apis/*", "/tags/*"].map { root + $0 })
        if api.logsAccess {
            // API Gateway developer guide, "Configure logging for HTTP APIs"; these actions have no resources.
            allow(
                "DeliverAccessLogs",
                [
                    "CreateLogDelivery", "DeleteLogDelivery", "DescribeResourcePolicies", "GetLogDelivery",
                    "ListLogDeliveries", "PutResourcePolicy", "UpdateLogDelivery",
                ].map { "logs:" + $0 }, on: ["*"])
        }
    }

    /// What calls the function.
    mutating func addTriggers(of function: LambdaFunction, _ names: DeployedNames, _ place: AccessPlace) {
        let arns = place.function(names.function)
        for rule in names.rules {
            let bus = rule.bus.map { $0.arn.map { String($0.resource.dropFirst("event-bus/".count)) } ?? "*" }
            allow(
                "EventRules",
                [
                    "DeleteRule", "DescribeRule", "ListTagsForResource", "ListTargetsByRule", "PutRule", "PutTargets",
                    "RemoveTargets", "TagResource", "UntagResource",
                ].map { "events:" + $0 },
                on: [place.arn("events", "rule/" + (bus.map { $0 + "/" } ?? "") + rule.name)])
            addPermissions(on: arns)
        }
        for schedule in names.schedules {
            allow(
                "Schedules", ["Create", "Delete", "Get", "Update"].map { "scheduler:\($0)Schedule" },
                on: [place.arn("scheduler", "schedule/default/" + schedule)])
        }
        for trigger in function.surroundings.triggers ?? [] {
            switch trigger.source {
            case .queue, .tableStream, .dataStream:
                // A mapping's ID is not known before; what it calls is.
                allow(
                    "EventSources", ["Create", "Delete", "Get", "Update"].map { "lambda:\($0)EventSourceMapping" },
                    on: ["*"], if: ["ArnLike": ["lambda:FunctionArn": arns]])
                allow(
                    "EventSourceTags", ["lambda:ListTags"], on: [place.arn("lambda", "event-source-mapping:*")])
            case .topic(let topic):
                allow(
                    "Subscribe", ["sns:ListSubscriptionsByTopic", "sns:Subscribe"],
                    on: [place.arn(of: topic.resource, else: "*")])
                // These actions have no resources.
                allow(
                    "Subscriptions",
                    ["sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"], on: ["*"])
                addPermissions(on: arns)
            case .bucket(let bucket):
                allow(
                    "BucketNotifications", ["s3:GetBucketNotification", "s3:PutBucketNotification"],
                    on: [place.arn(of: bucket.resource, else: "*")])
                addPermissions(on: arns)
            case .rule, .schedule: break
            }
        }
    }
}
