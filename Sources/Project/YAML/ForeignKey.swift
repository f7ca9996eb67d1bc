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
            "remove it: write triggers in a Terraform file of your own beside the generated ones"
        case "memorysize": "write `memory:`"
        case "architectures": "write `architecture:`, with one architecture"
        case "variables": "write the variables directly below `environment:`"
        case "ephemeralstoragesize": "write `ephemeralStorage:`"
        case "functionname": "the key below `functions:` is the function's name"
        case "role", "rolearn": "remove it: each function gets its own role, and `policies:` says what it may do"
        case "iamrolestatements": "write `policies:`"
        case "statement": "write the statements directly below `policies:`"
        case "effect", "action", "resource": nil
        case "loggroup", "logretentionindays", "retentionindays": "write `logs: { retention: 30 }`"
        case "tracingconfig": "write `tracing: active`"
        case "vpc", "vpcconfig":
            "remove it: add `vpc_config` to the function in a Terraform override file of your own"
        case "resources", "provider", "service", "transform", "awstemplateformatversion", "globals":
            "this file has `regions`, `defaults` and `functions`; swiftlambda init writes one to start from"
        case "properties", "type": "move the keys below `Properties` directly below the function's name"
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
