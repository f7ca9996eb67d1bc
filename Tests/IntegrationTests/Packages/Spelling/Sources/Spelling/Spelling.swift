import RuntimeAPI

/// The number of letters of an expression's source text, counted while it is compiled.
@freestanding(expression) macro letters(of value: Any) -> Int =
    #externalMacro(module: "SpellingMacros", type: "LettersMacro")

/// Returns a number that a macro has counted.
@main
enum Spelling {
    static func main() throws {
        let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
        while true {
            let invocation = try runtime.next()
            try runtime.respond(to: invocation, with: Array("{\"letters\": \(#letters(of: "Llanfairpwll"))}".utf8))
        }
    }
}
