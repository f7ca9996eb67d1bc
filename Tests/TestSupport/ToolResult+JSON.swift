import Foundation
import Testing

extension ToolResult {
    /// Standard output as a JSON object.
    package var json: [String: Any] {
        get throws {
            let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
            return try #require(object as? [String: Any])
        }
    }

    /// The identifiers of the diagnostics in the JSON on standard output.
    package var diagnosticIdentifiers: [String] {
        get throws {
            let diagnostics = try #require(try json["diagnostics"] as? [[String: Any]])
            return diagnostics.compactMap { $0["identifier"] as? String }
        }
    }
}
