import RuntimeAPI

/// Answers every event during the environment's lifetime.
///
/// - Parameter answer: makes the JSON answer to an event.
public func serve(_ answer: (Event) -> String) throws {
    let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
    while true {
        let invocation = try runtime.next()
        try runtime.respond(to: invocation, with: Array(answer(Event(invocation.event)).utf8))
    }
}
