import Foundation

/// Writes a table as Swift source: `TableGenerator INPUT OUTPUT`.
@main
enum Generator {
    static func main() throws {
        let paths = CommandLine.arguments.dropFirst().map { URL(fileURLWithPath: $0) }
        let lines = try String(contentsOf: paths[0], encoding: .utf8).split(separator: "\n")
        let entries = lines.map { line in
            let words = line.split(separator: " ", maxSplits: 1)
            return "    \"\(words[0])\": \"\(words[1])\",\n"
        }
        let source = "let countryNames: [String: String] = [\n\(entries.joined())]\n"
        try Data(source.utf8).write(to: paths[1])
    }
}
