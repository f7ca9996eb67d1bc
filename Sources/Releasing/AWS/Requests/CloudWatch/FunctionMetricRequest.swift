import JSON

/// Counts what CloudWatch knows about the invocations of a function.
struct FunctionMetricRequest: AWSRequest {
    /// What is counted.
    enum Metric: String, Sendable, Hashable {
        case errors = "Errors"
        case invocations = "Invocations"
        case throttles = "Throttles"
    }

    static let words = ["cloudwatch", "get-metric-statistics"]

    /// What is counted.
    var metric: Metric
    /// The function's name.
    var function: String
    /// An alias or a version; `nil` counts all of them.
    var qualifier: String?
    /// The version that an alias sent the event to.
    var executedVersion: String?
    /// The begin in seconds since 1970; CloudWatch rounds it down to its period.
    var start: Int
    /// The end in seconds since 1970.
    var end: Int

    /// The dimensions are those of the Lambda developer guide, "Types of metrics for Lambda functions".
    var arguments: AWSArguments {
        var dimensions: [JSONValue] = [["Name": "FunctionName", "Value": .string(function)]]
        if let qualifier { dimensions.append(["Name": "Resource", "Value": .string("\(function):\(qualifier)")]) }
        if let executedVersion { dimensions.append(["Name": "ExecutedVersion", "Value": .string(executedVersion)]) }
        var arguments = AWSArguments()
        arguments.add("namespace", "AWS/Lambda")
        arguments.add("metric-name", metric.rawValue)
        arguments.add("dimensions", json: .array(dimensions))
        arguments.add("start-time", start)
        arguments.add("end-time", end)
        arguments.add("period", period)
        arguments.add("statistics", "Sum")
        return arguments
    }

    /// Whole minutes; an answer has at most 1,440 of them.
    private var period: Int { 60 * max(1, ((end - start) / 60 + 1_439) / 1_440) }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "cloudwatch:GetMetricStatistics", resources: ["*"])
    }

    /// The sum.
    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> Int {
        var sum = 0.0
        for point in answer.list("Datapoints") { sum += try point.number("Sum") }
        guard let count = Int(exactly: sum.rounded()) else { throw AWSAnswerFault(summary: "the sum is not a number") }
        return count
    }
}
