/// The limits Lambda sets on functions.
///
/// Source: AWS Lambda Developer Guide, "Lambda quotas" and "Using environment variables", and the `lambda` and `logs`
/// service models of botocore.
package enum LambdaLimits {
    /// The largest archive for a direct upload, in bytes; larger ones need S3.
    package static let zippedBytes = 52_428_800
    /// The largest function with all its layers when unzipped, in bytes.
    package static let unzippedBytes = 262_144_000
    /// The maximum number of layers.
    package static let layers = 5
    /// The allowed memory, in MB.
    package static let memory = 128...10_240
    /// The allowed timeout, in seconds.
    package static let timeout = 1...900
    /// The allowed size of `/tmp`, in MB.
    package static let ephemeralStorage = 512...10_240
    /// The longest function name, in characters; the API's pattern allows more, but the service refuses it.
    package static let nameLength = 64
    /// The longest description, in characters.
    package static let descriptionLength = 256
    /// The maximum bytes of all environment variables, names and values together.
    package static let environmentBytes = 4_096
    /// The most tags of a resource (IAM user guide, "Rules for tagging"; Lambda's and CloudWatch Logs' limit is the same).
    package static let tags = 50
    /// The most characters of all inline policies of a role, without white space (IAM user guide, "IAM and STS quotas").
    package static let inlinePolicies = 10_240
    /// Environment variables that Lambda reserves and refuses in a function's configuration.
    package static let reservedEnvironmentNames: Set<String> = [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ]
    /// The retention periods that CloudWatch Logs allows, in days.
    package static let logRetentionDays = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]
}

extension ClosedRange<Int> {
    /// The range in words, such as `1 to 900`.
    package var inWords: String { "\(lowerBound) to \(upperBound)" }
}
