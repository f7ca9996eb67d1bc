import Model

/// A corrected command line, if the parser took a value that begins with `-` for an option.
struct DashedValueRepair: Hashable {
    /// The value.
    let value: String
    /// The corrected arguments.
    let arguments: [String]

    /// Reads the parser's message; `nil` if the mistake is another one.
    init?(message: String, arguments: [String]) {
        // Two dashes are far more often a misspelt option.
        if let option = message.firstMatch(of: /^Unknown option '(-[^-'][^']*)'/)?.1 {
            guard let index = arguments.firstIndex(where: { $0.hasPrefix(option) }), !arguments.contains("--") else {
                return nil
            }
            var rest = arguments
            value = rest.remove(at: index)
            self.arguments = rest + ["--", value]
        } else if let option = message.firstMatch(of: /^Missing value for '(-[^' ]*)/)?.1 {
            guard let index = arguments.firstIndex(of: String(option)), index + 1 < arguments.count,
                arguments[index + 1].hasPrefix("-")
            else { return nil }
            var rest = arguments
            value = rest.remove(at: index + 1)
            rest[index] += "=\(value)"
            self.arguments = rest
        } else if message.hasPrefix("Missing expected argument"), !arguments.contains("--"),
            let index = arguments.firstIndex(where: { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.count > 1 })
        {
            var rest = arguments
            value = rest.remove(at: index)
            self.arguments = rest + ["--", value]
        } else {
            return nil
        }
    }

    /// The command line for a shell.
    var commandLine: String { (["swiftlambda"] + arguments).map { shellQuoted($0) }.joined(separator: " ") }
}
