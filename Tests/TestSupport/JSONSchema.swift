package import Foundation

/// A JSON Schema of the draft 2020-12, as far as those of docs/reference need it.
///
/// A keyword that it does not know is an error, so that nothing is passed over.
package struct JSONSchema {
    /// A schema that cannot be used.
    package struct Fault: Error {
        /// What is wrong with it.
        package var reason: String
    }

    private static let annotations: Set<String> = ["$schema", "$defs", "title", "description", "default"]

    private let file: URL
    private let root: JSONTree

    /// Reads the schema in a file.
    package init(file: URL) throws {
        self.file = file
        root = try JSONDecoder().decode(JSONTree.self, from: Data(contentsOf: file))
    }

    /// Reads a schema of this package by its path below docs/reference, such as `results/package`.
    package init(reference path: String) throws {
        try self.init(
            file: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "docs/reference/\(path).schema.json"))
    }

    /// The schema's members at a pointer, such as `/$defs/build/properties`.
    package func members(at pointer: String) -> [String: JSONTree] { (try? resolve(pointer))?.members ?? [:] }

    /// What is wrong with a text of JSON, each with its place; empty where nothing is.
    package func faults(in json: String) throws -> [String] {
        try faults(in: JSONDecoder().decode(JSONTree.self, from: Data(json.utf8)))
    }

    /// What is wrong with a value, each with its place; empty where nothing is.
    package func faults(in value: JSONTree) throws -> [String] { try check(value, against: root, at: "") }

    private func resolve(_ pointer: String) throws -> JSONTree {
        try pointer.split(separator: "/").reduce(root) { node, key in
            guard let next = node[String(key)] else {
                throw Fault(reason: "\(file.lastPathComponent) has no \(pointer)")
            }
            return next
        }
    }

    private func check(_ value: JSONTree, against schema: JSONTree, at place: String) throws -> [String] {
        if case .bool(let isAllowed) = schema { return isAllowed ? [] : ["\(place): nothing may be here"] }
        var faults: [String] = []
        for (keyword, argument) in schema.members.sorted(by: { $0.key < $1.key }) {
            if Self.annotations.contains(keyword) { continue }
            faults += try check(value, keyword, argument, schema, at: place)
        }
        return faults
    }

    private func check(
        _ value: JSONTree, _ keyword: String, _ argument: JSONTree, _ schema: JSONTree, at place: String
    ) throws -> [String] {
        func unless(_ isRight: Bool, _ text: String) -> [String] { isRight ? [] : ["\(place): \(text)"] }
        switch keyword {
        case "$ref": return try follow(argument.text ?? "", value, at: place)
        case "type":
            let types = argument.text.map { [$0] } ?? argument.elements.compactMap(\.text)
            return unless(
                types.contains { Self.isOf($0, value) }, "is not of the type \(types.joined(separator: " or "))")
        case "const": return unless(value == argument, "is not \(argument)")
        case "enum": return unless(argument.elements.contains(value), "is not one of the values")
        case "anyOf", "oneOf":
            let matches = try argument.elements.filter { try check(value, against: $0, at: place).isEmpty }
            return unless(
                keyword == "anyOf" ? !matches.isEmpty : matches.count == 1, "fits \(matches.count) of \(keyword)")
        case "not": return unless(try !check(value, against: argument, at: place).isEmpty, "is excluded")
        case "minLength": return unless(value.text.map { $0.count >= Self.int(argument) } ?? true, "is too short")
        case "maxLength": return unless(value.text.map { $0.count <= Self.int(argument) } ?? true, "is too long")
        case "pattern":
            let pattern = try Regex(argument.text ?? "")
            return unless(value.text.map { $0.firstMatch(of: pattern) != nil } ?? true, "does not match")
        case "minimum": return unless(value.number.map { $0 >= argument.number ?? 0 } ?? true, "is too small")
        case "maximum": return unless(value.number.map { $0 <= argument.number ?? 0 } ?? true, "is too large")
        case "minItems", "maxItems", "uniqueItems", "items":
            return try checkElements(of: value, keyword, argument, at: place)
        case "properties", "required", "additionalProperties", "propertyNames", "minProperties",
            "maxProperties":
            return try checkMembers(of: value, keyword, argument, schema, at: place)
        default: throw Fault(reason: "\(file.lastPathComponent): the keyword \(keyword) is not known")
        }
    }

    private func checkElements(
        of value: JSONTree, _ keyword: String, _ argument: JSONTree, at place: String
    ) throws -> [String] {
        guard case .array(let elements) = value else { return [] }
        switch keyword {
        case "minItems": return elements.count >= Self.int(argument) ? [] : ["\(place): has too few elements"]
        case "maxItems": return elements.count <= Self.int(argument) ? [] : ["\(place): has too many elements"]
        case "uniqueItems":
            let isUnique = elements.indices.allSatisfy { !elements[..<$0].contains(elements[$0]) }
            return isUnique ? [] : ["\(place): has an element twice"]
        default:
            return try elements.enumerated().flatMap { try check($1, against: argument, at: "\(place)/\($0)") }
        }
    }

    private func checkMembers(
        of value: JSONTree, _ keyword: String, _ argument: JSONTree, _ schema: JSONTree, at place: String
    ) throws -> [String] {
        guard case .object(let members) = value else { return [] }
        let known = schema["properties"]?.members ?? [:]
        switch keyword {
        case "properties":
            return try members.flatMap { key, member in
                try argument[key].map { try check(member, against: $0, at: "\(place)/\(key)") } ?? []
            }
        case "required":
            return argument.elements.compactMap(\.text).filter { members[$0] == nil }.map { "\(place): lacks \($0)" }
        case "additionalProperties":
            return try members.filter { known[$0.key] == nil }.flatMap { key, member in
                try check(member, against: argument, at: "\(place)/\(key)")
            }
        case "propertyNames":
            return try members.keys.flatMap { try check(.string($0), against: argument, at: "\(place)/\($0)") }
        case "maxProperties": return members.count <= Self.int(argument) ? [] : ["\(place): has too many members"]
        default: return members.count >= Self.int(argument) ? [] : ["\(place): has too few members"]
        }
    }

    private func follow(_ reference: String, _ value: JSONTree, at place: String) throws -> [String] {
        let parts = reference.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let schema =
            parts[0].isEmpty ? self : try JSONSchema(file: file.deletingLastPathComponent().appending(path: parts[0]))
        return try schema.check(value, against: try schema.resolve(parts.count > 1 ? parts[1] : ""), at: place)
    }

    private static func int(_ argument: JSONTree) -> Int { Int(argument.number ?? 0) }

    private static func isOf(_ type: String, _ value: JSONTree) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object),
            ("number", .number):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
