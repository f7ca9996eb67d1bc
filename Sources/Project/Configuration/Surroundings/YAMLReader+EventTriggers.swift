import Model

extension YAMLReader {
    private enum ScheduleKey: String, CaseIterable {
        case expression, name, timeZone, input
    }

    private enum RuleKey: String, CaseIterable {
        case pattern, name, bus
    }

    private enum BucketKey: String, CaseIterable {
        case bucket, name, events, prefix, suffix
    }

    /// Points in time: an expression, or a mapping.
    mutating func scheduleTrigger(_ value: YAMLValue) throws(ConfigurationError) -> Trigger? {
        if value.scalarText != nil {
            return scheduleExpression(value).map { Trigger(.schedule(Trigger.Schedule(expression: $0))) }
        }
        guard let entries = try entries(of: value, keys: ScheduleKey.allCases) else { return nil }
        require([ScheduleKey.expression], of: value, among: entries.map(\.key))
        var schedule = Trigger.Schedule(expression: "")
        var name: String?
        for entry in entries {
            switch entry.key {
            case .expression: schedule.expression = scheduleExpression(entry.value) ?? ""
            case .name: name = triggerName(entry.value)
            case .timeZone:
                guard let text = text(entry.value) else { continue }
                schedule.timeZone = text
                if text.wholeMatch(of: #/[A-Za-z0-9_+\/-]{1,50}/#) == nil {
                    reportTrigger(
                        entry.value, "which is not a time zone", hint: "write it like `timeZone: Europe/Berlin`")
                }
            case .input: schedule.input = try json(entry.value)
            }
        }
        return schedule.expression.isEmpty ? nil : Trigger(.schedule(schedule), name: name)
    }

    private mutating func scheduleExpression(_ value: YAMLValue) -> String? {
        guard let text = text(value) else { return nil }
        if Trigger.Schedule.isExpression(text) { return text }
        reportTrigger(
            value, "which is not a schedule",
            hint: "write it like `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2030-01-31T08:00:00)`")
        return nil
    }

    /// Events on a bus.
    mutating func ruleTrigger(_ value: YAMLValue) throws(ConfigurationError) -> Trigger? {
        guard let entries = try entries(of: value, keys: RuleKey.allCases) else { return nil }
        require([RuleKey.pattern], of: value, among: entries.map(\.key))
        var pattern: String?
        var bus: ResourceReference?
        var name: String?
        for entry in entries {
            switch entry.key {
            case .pattern: pattern = try self.pattern(entry.value)
            case .bus: bus = self.resource(entry.value, of: [.eventBus])
            case .name: name = triggerName(entry.value)
            }
        }
        guard let pattern else { return nil }
        var rule = Trigger.Rule(pattern: pattern)
        rule.bus = bus
        return Trigger(.rule(rule), name: name)
    }

    /// Events of a bucket: its ARN, or a mapping.
    mutating func bucketTrigger(_ value: YAMLValue) throws(ConfigurationError) -> Trigger? {
        if value.isResource {
            return resource(value, of: [.bucket]).map { Trigger(.bucket(Trigger.Bucket(resource: $0))) }
        }
        guard let entries = try entries(of: value, keys: BucketKey.allCases) else { return nil }
        require([BucketKey.bucket], of: value, among: entries.map(\.key))
        guard let source = entries.first(where: { $0.key == .bucket }),
            let resource = resource(source.value, of: [.bucket])
        else { return nil }
        var bucket = Trigger.Bucket(resource: resource)
        var name: String?
        for entry in entries {
            switch entry.key {
            case .bucket: break
            case .name: name = triggerName(entry.value)
            case .events: bucket.events = try bucketEvents(entry.value)
            case .prefix: bucket.prefix = nonEmptyText(entry.value)
            case .suffix: bucket.suffix = nonEmptyText(entry.value)
            }
        }
        return Trigger(.bucket(bucket), name: name)
    }

    private mutating func bucketEvents(_ value: YAMLValue) throws(ConfigurationError) -> [String] {
        if value.isList, value.entryCount == 0 {
            report(.error("config.empty-value", "\(value.path) is empty", location: value.location))
        }
        var events: [String] = []
        for element in try elements(of: value, expected: "a list of events") ?? [] {
            guard let text = text(element) else { continue }
            if text.wholeMatch(of: #/s3:[A-Za-z]+(:[A-Za-z*]+)?/#) == nil {
                reportTrigger(element, "which is not an event of S3", hint: "write it like `s3:ObjectCreated:*`")
            }
            events.append(text)
        }
        return events
    }
}
