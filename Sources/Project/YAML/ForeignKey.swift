/// Keys and tags that other tools' templates have, with what takes their place here.
enum ForeignKey {
    /// What takes a key's place, as a hint; SAM, the Serverless Framework and CDK have these.
    ///
    /// - Parameter key: as it is written; how its letters are capitalized is of no matter.
    static func replacement(for key: String) -> String? {
        switch key.lowercased() {
        case "handler": "remove it: a Swift function is an executable, which `product:` names"
        case "codeuri", "package", "artifact", "code":
            "name the executable with `product:`; swiftlambda makes the archive"
        case "events", "eventsources":
            "remove it: triggers are Terraform's; write them in a file of yours beside the generated ones"
        case "memorysize": "write `memory:`"
        case "architectures": "write `architecture:`, with one of them"
        case "variables": "write the variables below `environment:` itself"
        case "ephemeralstoragesize": "write `ephemeralStorage:`"
        case "functionname", "name": "the key below `functions:` is the function's name"
        case "role", "rolearn": "remove it: each function gets a role of its own, and `policies:` says what it may do"
        case "iamrolestatements": "write `policies:`"
        case "statement": "write the statements below `policies:` itself"
        case "effect", "action", "resource": nil
        case "loggroup", "logretentionindays", "retentionindays": "write `logs: { retention: 30 }`"
        case "tracingconfig": "write `tracing: active`"
        case "vpc", "vpcconfig":
            "remove it: add `vpc_config` to the function in a Terraform file of yours, with an override file"
        case "resources", "provider", "service", "transform", "awstemplateformatversion", "globals":
            "this file has `regions`, `defaults` and `functions`; swiftlambda init writes one to start from"
        case "properties", "type": "write what is below `Properties` directly below the function's name"
        default: nil
        }
    }

    /// What takes a tag's place, such as that of `!Ref`.
    static func replacement(forTag tag: String) -> String {
        switch tag {
        case "!Ref", "!GetAtt", "!Sub", "!ImportValue", "!Join":
            "write the value itself; what Terraform knows goes into a Terraform file of yours beside the generated ones"
        default: "write the value itself, without a tag"
        }
    }
}
