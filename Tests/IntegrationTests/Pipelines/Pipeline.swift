import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// A file of continuous integration as data, with YAML's aliases resolved.
struct Pipeline {
    let content: JSONTree
    let file: FilePath

    /// Reads a file by a parser that swiftlambda has no part in.
    init(_ file: FilePath) async throws {
        self.file = file
        let json = try await python(
            "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", [file.string])
        content = try JSONDecoder().decode(JSONTree.self, from: Data(json.utf8))
    }

    /// Every shell script in it, by its place.
    var scripts: [String: String] {
        var found: [String: String] = [:]
        collect(content, at: "", into: &found)
        return found
    }

    private func collect(_ tree: JSONTree, at place: String, into found: inout [String: String]) {
        for (key, value) in tree.members {
            let here = place + "/" + key
            switch key {
            case "run": if let text = value.text { found[here] = text }
            case "script", "before_script":
                found[here] = value.elements.compactMap(\.text).joined(separator: "\n")
            default: collect(value, at: here, into: &found)
            }
        }
        for (index, value) in tree.elements.enumerated() {
            collect(value, at: "\(place)/\(value["name"]?.text ?? String(index))", into: &found)
        }
    }
}
