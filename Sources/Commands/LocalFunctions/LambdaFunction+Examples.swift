import LambdaProtocol
import Model

extension LambdaFunction {
    /// Examples of the events that its URL, its HTTP API and its triggers send, each once.
    var examples: [ExampleEvent] {
        let all =
            (surroundings.url == nil ? [] : [ExampleEvent.functionURL])
            + (surroundings.api == nil ? [] : [.apigateway])
            + (surroundings.triggers ?? []).map(\.example)
        return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension Trigger {
    /// An example of the events that it sends.
    fileprivate var example: ExampleEvent {
        switch source {
        case .queue: .sqs
        case .topic: .sns
        case .schedule: .scheduled
        case .rule: .eventbridge
        case .bucket: .s3
        case .tableStream: .dynamodb
        case .dataStream: .kinesis
        }
    }
}

extension LocalFunction {
    /// What to say if a function that services call gets no particular event; `nil` if nothing calls it.
    var exampleNote: String? {
        guard !examples.isEmpty else { return nil }
        let options = examples.map { "--example \($0.rawValue)" }
        return "Sending {}. Events as \(name) gets them: \(options.joined(separator: ", ")).\n"
    }
}
