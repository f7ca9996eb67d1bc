import JSON

/// Asks for the states of alarms; those that do not exist are left out.
struct DescribeAlarmsRequest: AWSRequest {
    static let words = ["cloudwatch", "describe-alarms"]

    /// The alarms' names, up to 100.
    var names: [String]

    /// CloudWatch leaves composite alarms out unless they are asked for.
    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("alarm-names", json: .array(names.map { .string($0) }))
        arguments.add("alarm-types", json: ["MetricAlarm", "CompositeAlarm"])
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "cloudwatch:DescribeAlarms", resources: ["*"])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> [AlarmState] {
        var alarms: [AlarmState] = []
        for alarm in answer.list("MetricAlarms") + answer.list("CompositeAlarms") {
            let word = try alarm.text("StateValue")
            guard let value = AlarmState.Value(rawValue: word) else {
                throw AWSAnswerFault(summary: "the alarm state '\(word)' is unknown")
            }
            alarms.append(
                AlarmState(
                    name: try alarm.text("AlarmName"), value: value,
                    reason: alarm.optionalText("StateReason") ?? ""))
        }
        return alarms
    }
}
