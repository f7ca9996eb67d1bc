/// Searches a log group; one call is one page, so that neither time nor memory is without a limit.
struct FilterLogEventsRequest: AWSRequest {
    static let words = ["logs", "filter-log-events"]
    /// A page has up to 1 MB (API reference, "FilterLogEvents"), which JSON may write with six bytes for one.
    static let outputLimit = 16 << 20

    /// The log group's name.
    var group: String
    /// The time of the first line, in milliseconds since 1970.
    var start: Int
    /// The time after the last line.
    var end: Int?
    /// CloudWatch's filter pattern.
    var pattern: String?
    /// Where the page before says that this one begins.
    var token: String?
    /// The maximum number of lines.
    var limit = 1_000

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("log-group-name", group)
        arguments.add("start-time", start)
        if let end { arguments.add("end-time", end) }
        arguments.add("filter-pattern", optional: pattern)
        arguments.add("limit", limit)
        arguments.add("next-token", optional: token)
        arguments.add(flag: "no-paginate")
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "logs:FilterLogEvents", resources: [place.logGroup(group)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> LogPage {
        var events: [LogEvent] = []
        for event in answer.list("events") {
            events.append(
                LogEvent(
                    id: try event.text("eventId"), stream: event.optionalText("logStreamName") ?? "",
                    timestamp: try event.integer("timestamp"), message: try event.text("message")))
        }
        return LogPage(events: events, nextToken: answer.optionalText("nextToken"))
    }
}
