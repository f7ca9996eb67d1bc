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
    ]
}
