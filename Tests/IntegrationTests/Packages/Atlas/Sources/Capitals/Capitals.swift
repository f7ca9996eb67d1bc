import Foundation
import RuntimeAPI

/// Returns the capital of a country: `{"country": "Peru"}`.
@main
enum Capitals {
    struct Unreadable: Error {}

    static func main() throws {
        guard let file = Bundle.module.url(forResource: "capitals", withExtension: "json") else { throw Unreadable() }
        let capitals = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
        let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
        while true {
            let invocation = try runtime.next()
            let event = try JSONDecoder().decode([String: String].self, from: Data(invocation.event))
            let answer = ["capital": event["country"].flatMap { capitals[$0] } ?? "unknown"]
            try runtime.respond(to: invocation, with: Array(JSONEncoder().encode(answer)))
        }
    }
}
