/// Wrong keys and values for what surrounds a function.
enum SurroundingErrors {
    typealias Case = ConfigurationErrorTests.Case

    static let all = [
        Case(
            "version: 1\ndefaults: { concurrency: { resreved: 1 } }", "config.unknown-key", 2, 28,
            "did you mean 'reserved'?"),
        Case("version: 1\ndefaults: { concurrency: 5 }", "config.wrong-type", 2, 26, "a mapping"),
        Case("version: 1\ndefaults: { versions: 3 }", "config.wrong-type", 2, 23, "true or false"),
        Case("version: 1\ndefaults: { alias: \"\" }", "config.empty-value", 2, 20),
        Case(
            "version: 1\ndefaults: { deadLetter: failed }", "config.invalid-arn", 2, 25,
            "the ARN of a standard queue or a topic"),
        Case(
            "version: 1\ndefaults: { async: { onSuccess: \"arn:aws:s3:::b\" } }", "config.invalid-arn", 2, 33,
            "a standard queue, a topic, a function or an event bus"),
        Case("version: 1\ndefaults: { async: { maxAge: 1h } }", "config.wrong-type", 2, 30, "seconds"),
        Case("version: 1\ndefaults: { kms: \"alias/a\" }", "config.invalid-arn", 2, 18, "arn:aws:kms:"),
        Case("version: 1\ndefaults: { vpc: { subnets: [subnet-1] } }", "config.missing-key", 2, 18, "securityGroups"),
        Case(
            "version: 1\ndefaults: { vpc: { subnets: [sg-1], securityGroups: [sg-1] } }", "config.invalid-id", 2, 30,
            "subnet-"),
        Case("version: 1\ndefaults: { role: { path: [a] } }", "config.wrong-type", 2, 27, "text"),
        Case("version: 1\ndefaults: { logs: { subscription: { filter: a } } }", "config.missing-key", 2, 35),
        Case("version: 1\ndefaults: { logs: { class: rare } }", "config.unknown-value", 2, 28, "infrequent"),
        Case("version: 1\ndefaults: { image_config: {} }", "config.unknown-key", 2, 13, "_override.tf"),
        Case("version: 1\ndefaults: { imageConfig: {} }", "config.unknown-key", 2, 13, "_override.tf"),
        Case("version: 1\ndefaults: { vpc_config: {} }", "config.unknown-key", 2, 13, "write `vpc:"),
        Case("version: 1\ndefaults: { reserved_concurrent_executions: 1 }", "config.unknown-key", 2, 13, "concurrency"),
        Case("version: 1\nfunctions: { a1: { url: iam } }", "config.wrong-type", 2, 25, "auth"),
        Case("version: 1\nfunctions: { a1: { url: { auth: aim } } }", "config.unknown-value", 2, 33, "'iam'"),
        Case("version: 1\nfunctions: { a1: { url: { cors: { maxAge: 1 } } } }", "config.missing-key", 2, 33, "origins"),
        Case("version: 1\nfunctions: { a1: { api: [] } }", "config.wrong-type", 2, 25, "routes:"),
        Case("version: 1\nfunctions: { a1: { api: { rotues: [] } } }", "config.unknown-key", 2, 27, "'routes'"),
        Case("version: 1\nfunctions: { a1: { api: { routes: [] } } }", "config.empty-value", 2, 35),
        Case("version: 1\nfunctions: { a1: { api: { routes: [GET] } } }", "config.invalid-route", 2, 36, "a method"),
        Case("version: 1\nfunctions: { a1: { api: { with: b1 } } }", "config.missing-key", 2, 25, "`routes`"),
        Case("version: 1\nfunctions: { a1: { api: { jwt: yes } } }", "config.wrong-type", 2, 32, "a mapping"),
        Case(
            "version: 1\nfunctions: { a1: { api: { jwt: { issuer: a, audience: [b] } } } }", "config.invalid-issuer", 2,
            42, "https:"),
        Case(
            "version: 1\nfunctions: { a1: { api: { jwt: { issuer: \"https://a.b\" } } } }", "config.missing-key", 2, 32,
            "`audience`"),
        Case(
            "version: 1\nfunctions: { a1: { api: { jwt: { issuer: \"https://a.b\", audience: [a, a] } } } }",
            "config.duplicate-value", 2, 71, "remove one"),
        Case(
            "version: 1\nfunctions: { a1: { api: { jwt: { issuer: !tf 'https://a.b', audience: [a] } } } }",
            "config.reference", 2, 42, "not a reference"),
        Case(
            "version: 1\nfunctions: { a1: { api: { iam: true, authorizer: b1 } } }", "function.conflicting-settings", 2,
            38, "`api.iam`"),
        Case(
            "version: 1\nfunctions: { a1: { api: { with: b1, routes: [GET /], cors: { origins: [a] } } } }",
            "function.conflicting-settings", 2, 54, "set it for 'b1'"),
        Case("version: 1\ndefaults: { api: true }", "config.unknown-key", 2, 13, "in defaults"),
        Case("version: 1\ndefaults: { url: true }", "config.unknown-key", 2, 13, "in defaults"),
        Case("version: 1\nfunctions: { a1: { triggers: a } }", "config.wrong-type", 2, 30, "a list of triggers"),
        Case("version: 1\nfunctions: { a1: { triggers: [{}] } }", "config.wrong-type", 2, 31, "one key"),
        Case("version: 1\nfunctions: { a1: { triggers: [{ sqx: a }] } }", "config.unknown-key", 2, 33, "'sqs'"),
        Case("version: 1\nfunctions: { a1: { triggers: [{ sqs: a }] } }", "config.invalid-arn", 2, 38, "a queue"),
        Case(
            "version: 1\nfunctions: { a1: { triggers: [{ schedule: rate(5 min) }] } }", "config.invalid-trigger", 2, 43,
            "rate(5 minutes)"),
        Case(
            "version: 1\ndefaults: { deadLetter: !tf var.queue }", "config.reference", 2, 25,
            "does not say whether it is a standard queue or a topic"),
        Case(
            "version: 1\ndefaults: { deadLetter: !tf aws_s3_bucket.a.arn }", "config.reference", 2, 25,
            "!tf aws_sqs_queue.NAME.arn"),
        Case(
            "version: 1\ndefaults: { kms: !tf aws_kms_key.a.id }", "config.reference", 2, 18, "aws_kms_key.NAME.arn"),
        Case("version: 1\ndefaults: { kms: !tf \"a b\" }", "config.reference", 2, 18, "not a reference"),
        Case("version: 1\ndefaults: { kms: !ssm a }", "config.wrong-type", 2, 18, "!ssm"),
        Case(
            "version: 1\ndefaults: { vpc: { subnets: !tf a, securityGroups: [sg-1] } }", "config.reference", 2, 29,
            "not a reference"),
        Case(
            "version: 1\ndefaults: { policies: [{ actions: [s3:GetObject], resources: [!tf aws_s3_bucket.a.arn*] }] }",
            "config.reference", 2, 63, "not a reference"),
        Case("version: 1\nfunctions: { a1: { events: [] } }", "config.unknown-key", 2, 20, "`triggers:`"),
    ]
}
