/// Keys and tags of other tools' templates, with their replacements here.
enum ForeignKey {
    /// The replacement of a key of SAM, the Serverless Framework or CDK, as a hint.
    ///
    /// - Parameter key: the key as written; upper and lower case are equal.
    static func replacement(for key: String) -> String? {
        switch key.lowercased() {
        case "handler": "remove it: a Swift function is an executable, which `product:` names"
        case "codeuri", "package", "artifact", "code":
            "name the executable with `product:`; swiftlambda makes the archive"
        case "events", "eventsources":
            "write `api:` for HTTP requests, and `triggers:` for sqs, sns, schedule, rule, s3, dynamodb and kinesis"
        case "memorysize": "write `memory:`"
        case "architectures": "write `architecture:`, with one architecture"
        case "variables": "write the variables directly below `environment:`"
        case "ephemeralstoragesize": "write `ephemeralStorage:`"
        case "functionname": "the key below `functions:` is the function's name"
        case "rolearn": "remove it: each function gets its own role, and `policies:` says what it may do"
        case "iamrolestatements": "write `policies:`"
        case "statement": "write the statements directly below `policies:`"
        case "effect", "action", "resource": nil
        case "loggroup", "logretentionindays", "retentionindays": "write `logs: { retention: 30 }`"
        case "tracingconfig": "write `tracing: active`"
        case "vpcconfig", "vpc_config": "write `vpc: { subnets: […], securityGroups: […] }`"
        case "resources", "provider", "service", "transform", "awstemplateformatversion", "globals":
            "this file has `regions`, `defaults` and `functions`; swiftlambda init writes one to start from"
        case "properties", "type": "move the keys below `Properties` directly below the function's name"
        default: ForeignPolicy.replacement(for: key) ?? providerReplacement(for: key) ?? eventReplacement(for: key)
        }
    }

    /// The replacement of an event of a function, and of sections of other templates.
    private static func eventReplacement(for key: String) -> String? {
        switch key.lowercased() {
        case "functionurlconfig", "functionurl": "write `url: true`, or `url: { auth: none }` if everyone may call"
        case "httpapi": "write `api: { routes: [\"GET /orders\"] }` for the function, an HTTP API"
        case "http", "restapi", "apigateway":
            "write `api: { routes: [\"GET /orders\"] }` for the function: an HTTP API, which costs less than a REST API"
        case "auth", "authorizers": "write `jwt`, `authorizer` or `iam: true` below `api:`"
        case "path", "method": "write `routes:`, such as `- GET /orders/{id}`"
        case "eventbridge", "eventbridgerule", "cloudwatchevent": "write `rule: { pattern: … }`"
        case "stream": "write `dynamodb:` or `kinesis:` with the ARN of the stream"
        case "alb", "alexaskill", "cognito", "documentdb", "iot", "iotrule", "kafka", "mq", "msk", "websocket",
            "cloudwatchlog", "cloudwatchlogs":
            "make the resource in a Terraform file of your own, with `aws_lambda_function` and `aws_lambda_permission`"
        case "deploymentpreference": "write `alias:`; a deployment moves the alias, and Terraform leaves it alone"
        case "managedpolicyarns": "write statements under `policies:`"
        case "rolepath": "write `role: { path: … }`"
        case "inlinecode": "name the executable with `product:`; swiftlambda makes the archive"
        case "propagatetags", "versiondescription", "autopublishcodesha256", "autopublishaliasallproperties":
            "remove it"
        case "maximumretryattempts": "write `async: { attempts: … }`, which counts the first time, too"
        case "maximumeventage", "maximumeventageinseconds": "write `async: { maxAge: … }`"
        case "onerror": "write `deadLetter:` with the ARN of a queue or topic"
        case "outputs":
            "remove it: Terraform has outputs such as `function_arns`, `function_urls` and `api_endpoints`, and more go into "
                + "a file of your own"
        case "parameters", "mappings", "conditions": "write what differs under `stages:`"
        case "environments", "profiles", "profile": "write `stages:`, each with its `account` and `regions`"
        case "plugins", "custom", "metadata": "remove it"
        default: nil
        }
    }

    /// The replacement of an argument of Terraform's `aws_lambda_function`, in its own spelling or in camel case.
    private static func providerReplacement(for key: String) -> String? {
        switch key.lowercased().filter({ $0 != "_" }) {
        case "deadletterconfig", "deadletterqueue": "write `deadLetter:` with the ARN of a queue or topic"
        case "filesystemconfig", "filesystemconfigs": "write `fileSystem: { arn: …, path: /mnt/… }`"
        case "codesigningconfigarn": "write `codeSigning:`"
        case "kmskeyarn": "write `kms:`"
        case "reservedconcurrentexecutions", "reservedconcurrency": "write `concurrency: { reserved: … }`"
        case "provisionedconcurrency", "provisionedconcurrencyconfig": "write `concurrency: { provisioned: … }`"
        case "publish", "autopublishalias": "write `versions: true`, or `alias:` with a name"
        case "eventinvokeconfig", "destinations": "write `async: { onFailure: … }`"
        case "permissionsboundary": "write `role: { boundary: … }`"
        case "loggingconfig": "write `logs:`"
        case "memorysize": "write `memory:`"
        case "ephemeralstorage": "write `ephemeralStorage:`"
        case "capacityproviderconfig", "codesha256", "durableconfig", "imageconfig", "imageuri", "packagetype",
            "publishto", "replacesecuritygroupsondestroy", "replacementsecuritygroupids", "s3bucket", "s3key",
            "s3objectversion", "skipdestroy", "snapstart", "sourcecodehash", "sourcekmskeyarn", "tenancyconfig":
            "set it for `aws_lambda_function` in a Terraform file of your own whose name ends in `_override.tf`"
        default: nil
        }
    }

    /// The replacement of a tag such as `!Ref`.
    static func replacement(forTag tag: String) -> String {
        switch tag {
        case "!Ref", "!GetAtt", "!Sub", "!ImportValue", "!Join":
            "write the value itself, or in `environment:` a reference to your Terraform: `!tf aws_sqs_queue.orders.url`"
        default:
            "write the value itself; `environment:` also takes \(ReferenceTag.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
        }
    }
}
