/// The functions that generated files declare, and their addresses.
enum FunctionAddresses {
    private static let declaration = "resource \"aws_lambda_function\" \""
    private static let argument = "function_name"

    /// The functions declared in a file's text, by address.
    static func read(_ text: String) -> [String: String] {
        var found: [String: String] = [:]
        var address: String?
        for line in text.split(separator: "\n") {
            if line.hasPrefix(declaration) {
                address = line.dropFirst(declaration.count).split(separator: "\"").first.map(String.init)
            } else if let declared = address {
                let words = line.split(separator: " ")
                guard words.count == 3, words[0] == argument else { continue }
                found[declared] = words[2].trimmingQuotes
                address = nil
            }
        }
        return found
    }
}

extension Substring {
    fileprivate var trimmingQuotes: String {
        guard count >= 2, hasPrefix("\""), hasSuffix("\"") else { return String(self) }
        return String(dropFirst().dropLast())
    }
}
