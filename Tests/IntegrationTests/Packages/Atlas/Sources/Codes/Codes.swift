import RuntimeAPI

/// Returns the name of the country with a code: `"PE"`.
@main
enum Codes {
    static func main() throws {
        let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
        while true {
            let invocation = try runtime.next()
            let code = String(decoding: invocation.event, as: UTF8.self).filter(\.isLetter)
            try runtime.respond(to: invocation, with: Array("\"\(countryNames[code] ?? "unknown")\"".utf8))
        }
    }
}
