import HCL
import Model

extension FunctionWriter {
    /// What triggers call: the alias if there is one.
    var target: Expression {
        guard function.surroundings.alias != nil else { return attribute("arn") }
        return .reference("aws_lambda_alias", names.identifier, "arn")
    }

    /// The resources of the function's triggers.
    var triggers: [Block] {
        let triggers = function.surroundings.triggers ?? []
        return triggers.flatMap { trigger in
            let address = names.address(trigger.key, key: trigger.name ?? trigger.sourceText)
            switch trigger.source {
            case .queue(let queue): return [mapping(of: queue, address)]
            case .topic(let topic): return subscription(to: topic, address)
            case .schedule(let schedule): return [scheduled(schedule, address)]
            case .rule(let rule): return matching(rule, address)
            case .bucket(let bucket): return notification(of: bucket, address)
            case .tableStream(let stream), .dataStream(let stream): return [mapping(of: stream, address)]
            }
        } + schedulerRole
    }

    /// Lets Lambda read the sources of event source mappings with the function's role, and report failures.
    static func triggerStatements(of function: LambdaFunction) -> [PolicyDocument.Statement] {
        var queues: [ResourceReference] = []
        var tables: [ResourceReference] = []
        var streams: [ResourceReference] = []
        var failures: Set<ResourceReference> = []
        for trigger in function.surroundings.triggers ?? [] {
            switch trigger.source {
            case .queue(let queue): queues.append(queue.resource)
            case .tableStream(let stream):
                tables.append(stream.resource)
                if let onFailure = stream.onFailure { failures.insert(onFailure) }
            case .dataStream(let stream):
                streams.append(stream.resource)
                if let onFailure = stream.onFailure { failures.insert(onFailure) }
            case .topic, .schedule, .rule, .bucket: break
            }
        }
        var statements: [PolicyDocument.Statement] = []
        func read(_ sid: String, _ service: String, _ actions: [String], _ resources: [ResourceReference]) {
            guard !resources.isEmpty else { return }
            statements.append(
                .init(
                    sid: sid, actions: actions.map { "\(service):\($0)" },
                    resources: resources.sorted { $0.text < $1.text }.map { .resource($0) }))
        }
        read("ReceiveMessages", "sqs", ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"], queues)
        read("ReadTableStreams", "dynamodb", ["DescribeStream", "GetRecords", "GetShardIterator"], tables)
        // ListStreams has no resources.
        if !tables.isEmpty {
            statements.append(
                .init(sid: "ListTableStreams", actions: ["dynamodb:ListStreams"], resources: [.text("*")]))
        }
        read(
            "ReadDataStreams", "kinesis",
            [
                "DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards",
                "SubscribeToShard",
            ], streams)
        for (index, destination) in failures.sorted(by: { $0.text < $1.text }).enumerated() {
            statements += .sending(to: destination, sid: "SendFailedRecords\(index + 1)")
        }
        return statements
    }

    private func mapping(of queue: Trigger.Queue, _ address: String) -> Block {
        Block("resource", "aws_lambda_event_source_mapping", address) {
            Argument("event_source_arn", expression(queue.resource))
            Argument("function_name", target)
            Self.number("batch_size", queue.batch)
            Self.number("maximum_batching_window_in_seconds", queue.window)
            Self.partialResponses(queue.isPartial)
            Self.filters(queue.filters)
            if let limit = queue.maxConcurrency {
                Block("scaling_config") {
                    Argument("maximum_concurrency", .number(limit))
                }
            }
            afterServicePolicy
        }
    }

    private func mapping(of stream: Trigger.Stream, _ address: String) -> Block {
        Block("resource", "aws_lambda_event_source_mapping", address) {
            Argument("event_source_arn", expression(stream.resource))
            Argument("function_name", target)
            Argument("starting_position", .string(stream.start == .latest ? "LATEST" : "TRIM_HORIZON"))
            Self.number("batch_size", stream.batch)
            Self.number("maximum_batching_window_in_seconds", stream.window)
            Self.number("maximum_retry_attempts", stream.attempts.map { $0 - 1 })
            Self.number("maximum_record_age_in_seconds", stream.maxAge)
            Self.number("parallelization_factor", stream.parallel)
            if stream.bisects {
                Argument("bisect_batch_on_function_error", .bool(true))
            }
            Self.partialResponses(stream.isPartial)
            Self.filters(stream.filters)
            if let onFailure = stream.onFailure {
                Block("destination_config") {
                    Block("on_failure") {
                        Argument("destination_arn", expression(onFailure))
                    }
                }
            }
            afterServicePolicy
        }
    }

    private static func number(_ name: String, _ value: Int?) -> [Argument] {
        value.map { [Argument(name, .number($0))] } ?? []
    }

    private static func partialResponses(_ isPartial: Bool) -> [Argument] {
        isPartial ? [Argument("function_response_types", .strings(["ReportBatchItemFailures"]))] : []
    }

    private static func filters(_ patterns: [String]) -> [Block] {
        guard !patterns.isEmpty else { return [] }
        return [
            Block("filter_criteria") {
                patterns.map { pattern in
                    Block("filter") {
                        Argument("pattern", .string(pattern))
                    }
                }
            }
        ]
    }
}
