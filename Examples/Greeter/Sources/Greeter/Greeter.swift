import RuntimeAPI

/// Answers each event with a greeting and the event itself.
@main
enum Greeter {
    static func main() throws {
        // Whatever is read here, outside the loop, is read once for all invocations of this environment.
        let greeting = try readText(environment("GREETING_FILE") ?? "Assets/greeting.txt")
        let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")

        while true {
            let invocation = try runtime.next()
            let event = String(decoding: invocation.event, as: UTF8.self)
            let answer = "{\"greeting\": \(quoted(greeting)), \"event\": \(event.isEmpty ? "null" : event)}"
            try runtime.respond(to: invocation, with: Array(answer.utf8))
        }
    }

    /// Text as a JSON string.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
