import Model

extension YAMLReader {
    private enum QueueKey: String, CaseIterable {
        case queue, name, batch, window, partial, filters, maxConcurrency, visibility
    }

    private enum TopicKey: String, CaseIterable {
        case topic, name, filter, scope
    }

    private enum StreamKey: String, CaseIterable {
        case stream, name, start, batch, window, bisect, attempts, maxAge, parallel, partial, filters, onFailure
    }

    /// Messages of a queue: its ARN, or a mapping.
    mutating func queueTrigger(_ value: YAMLValue) throws(ConfigurationError) -> Trigger? {
        if value.isResource {
            return resource(value, of: [.queue]).map { Trigger(.queue(Trigger.Queue(resource: $0))) }
        }
        guard let entries = try entries(of: value, keys: QueueKey.allCases) else { return nil }
        require([QueueKey.queue], of: value, among: entries.map(\.key))
        guard let source = entries.first(where: { $0.key == .queue }),
            let resource = resource(source.value, of: [.queue])
        else { return nil }
        var queue = Trigger.Queue(resource: resource)
        var name: String?
        let isOrdered = resource.arn?.resource.hasSuffix(".fifo") == true
        for entry in entries {
            switch entry.key {
            case .queue: break
            case .name: name = triggerName(entry.value)
            case .batch: queue.batch = number(entry.value, in: 1...(isOrdered ? 10 : 10_000), unit: "messages")
            case .window: queue.window = number(entry.value, in: 0...(isOrdered ? 0 : 300), unit: "seconds")
            case .partial: queue.isPartial = truth(entry.value) ?? true
            case .filters: queue.filters = try patterns(json: entry.value)
            case .maxConcurrency: queue.maxConcurrency = number(entry.value, in: 2...1_000, unit: "calls")
            case .visibility: queue.visibility = number(entry.value, in: 0...43_200, unit: "seconds")
            }
        }
        if let batch = queue.batch, batch > 10, (queue.window ?? 0) == 0 {
            report(
                .error(
                    "function.needs-setting", "\(value.path).batch of \(batch) needs `window`",
                    explanation: "Lambda takes more than 10 messages at once only if it gathers them for at least a "
                        + "second.", location: value.location, hints: ["write `window: 1`, or `batch: 10`"]))
        }
        return Trigger(.queue(queue), name: name)
    }

    /// Messages to a topic: its ARN, or a mapping.
    mutating func topicTrigger(_ value: YAMLValue) throws(ConfigurationError) -> Trigger? {
        if value.isResource {
            return resource(value, of: [.topic]).map { Trigger(.topic(Trigger.Topic(resource: $0))) }
        }
        guard let entries = try entries(of: value, keys: TopicKey.allCases) else { return nil }
        require([TopicKey.topic], of: value, among: entries.map(\.key))
        guard let source = entries.first(where: { $0.key == .topic }),
            let resource = resource(source.value, of: [.topic])
        else { return nil }
        var topic = Trigger.Topic(resource: resource)
        var name: String?
        for entry in entries {
            switch entry.key {
            case .topic: break
            case .name: name = triggerName(entry.value)
            case .filter: topic.filter = try pattern(entry.value)
            case .scope: topic.scope = choice(entry.value) ?? .attributes
            }
        }
        return Trigger(.topic(topic), name: name)
    }

    /// Records of a stream: its ARN, or a mapping.
    mutating func streamTrigger(
        _ value: YAMLValue, of kind: ResourceKind
    ) throws(ConfigurationError) -> (name: String?, stream: Trigger.Stream)? {
        if value.isResource { return resource(value, of: [kind]).map { (nil, Trigger.Stream(resource: $0)) } }
        guard let entries = try entries(of: value, keys: StreamKey.allCases) else { return nil }
        require([StreamKey.stream], of: value, among: entries.map(\.key))
        guard let source = entries.first(where: { $0.key == .stream }),
            let resource = resource(source.value, of: [kind])
        else { return nil }
        var stream = Trigger.Stream(resource: resource)
        var name: String?
        for entry in entries {
            switch entry.key {
            case .stream: break
            case .name: name = triggerName(entry.value)
            case .start: stream.start = choice(entry.value) ?? .latest
            case .batch: stream.batch = number(entry.value, in: 1...10_000, unit: "records")
            case .window: stream.window = number(entry.value, in: 0...300, unit: "seconds")
            case .bisect: stream.bisects = truth(entry.value) ?? false
            case .attempts: stream.attempts = number(entry.value, in: 1...10_001, unit: "attempts")
            case .maxAge: stream.maxAge = number(entry.value, in: 60...604_800, unit: "seconds")
            case .parallel: stream.parallel = number(entry.value, in: 1...10, unit: "calls")
            case .partial: stream.isPartial = truth(entry.value) ?? true
            case .filters: stream.filters = try patterns(json: entry.value)
            case .onFailure: stream.onFailure = self.resource(entry.value, of: [.standardQueue, .topic, .bucket])
            }
        }
        return (name, stream)
    }
}
