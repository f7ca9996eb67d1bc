import Model

/// Functions with what surrounds them.
enum SurroundingSamples {
    static let all = [published, asynchronous]

    static func arn(_ text: String) -> ResourceARN? { ResourceARN(text) }

    static let key = arn("arn:aws:kms:eu-west-1:123456789012:key/1234abcd")

    static let published = LambdaFunction.named("published") { function in
        function.surroundings.alias = "live"
        function.surroundings.concurrency = ConcurrencySettings(reserved: 10, provisioned: 2)
        function.environment = ["TABLE": "orders"]
        function.surroundings.encryption = EncryptionSettings(environment: key, logs: key)
    }

    static let asynchronous = LambdaFunction.named("asynchronous") { function in
        function.surroundings.deadLetter = arn("arn:aws:sqs:eu-west-1:123456789012:dead")
        function.surroundings.asynchronous = AsynchronousSettings(
            maxAge: 3_600, attempts: 1,
            onSuccess: arn("arn:aws:events:eu-west-1:123456789012:event-bus/orders"),
            onFailure: arn("arn:aws:s3:::failed-orders"))
    }
}
