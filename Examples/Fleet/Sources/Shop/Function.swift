import RuntimeAPI

/// Answers every event, for as long as the environment lives.
///
/// - Parameter answer: makes the answer, JSON, from an event.
public func serve(_ answer: (Event) -> String) throws {
    let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
    while true {
        let invocation = try runtime.next()
        try runtime.respond(to: invocation, with: Array(answer(Event(invocation.event)).utf8))
    }
}
