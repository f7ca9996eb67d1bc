import Foundation

/// Which schema of docs/reference/results a command's JSON has.
package enum ResultSchema {
    /// What is wrong with the JSON that a command wrote to standard output; empty where nothing is, or where the command
    /// line does not ask for JSON.
    package static func faults(in output: String, of arguments: [String]) throws -> [String] {
        guard asksForJSON(arguments), !output.isEmpty, let name = name(of: arguments) else { return [] }
        // A command that could not do its work says so in one form.
        guard try !JSONSchema(reference: "results/error").faults(in: output).isEmpty else { return [] }
        return try JSONSchema(reference: "results/\(name)").faults(in: output)
    }

    /// What is wrong with the manifests that the JSON of `package` names.
    package static func faults(inManifestsOf output: String, of arguments: [String]) throws -> [String] {
        guard asksForJSON(arguments), arguments.first == "package", !output.isEmpty else { return [] }
        let result = try JSONDecoder().decode(JSONTree.self, from: Data(output.utf8))
        return try (result["functions"]?.elements ?? []).compactMap { $0["manifest"]?.text }.flatMap { path in
            let manifest = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            return try JSONSchema(reference: "results/manifest").faults(in: manifest)
        }
    }

    private static func asksForJSON(_ arguments: [String]) -> Bool {
        arguments.contains("--format=json")
            || zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
    }

    private static func name(of arguments: [String]) -> String? {
        let words = arguments.prefix { !$0.hasPrefix("-") }
        switch words.first {
        case "insights" where words.dropFirst().first == "update": return "lock"
        case "insights": return words.dropFirst().first.map { "insights-\($0)" }
        case "sdk": return words.dropFirst().first == "remove" ? "sdk-remove" : "sdk"
        case "init" where words.count == 1 && arguments.contains("--ci"): return "init-ci"
        case "explain": return words.count > 1 && words.last?.contains(".") == true ? "explain" : "explain-list"
        case let word?: return word
        case nil: return nil
        }
    }
}
