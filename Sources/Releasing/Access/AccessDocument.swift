#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A document of IAM: what a role may do, or who may assume it.
package struct AccessDocument: Sendable, Hashable {
    /// One statement.
    package struct Statement: Sendable, Hashable {
        /// Its name within the document.
        package var sid: String
        /// Who may do it, by kind; empty in what a role may do.
        package var principals: [String: String] = [:]
        /// The actions, sorted.
        package var actions: [String]
        /// The ARNs; empty in a statement about who may assume a role.
        package var resources: [String]
        /// Conditions by operator, then key.
        package var conditions: [String: [String: [String]]] = [:]
    }

    /// The most characters of a managed policy, without white space (IAM user guide, "IAM and STS quotas").
    package static let longest = 6_144
    /// The most managed policies of a role, unless AWS raises the quota (the same).
    package static let mostOfRole = 10

    /// The statements.
    package var statements: [Statement]

    /// Creates a document.
    package init(statements: [Statement] = []) {
        self.statements = statements
    }

    /// The document as JSON in lines, with a final newline.
    package func json() throws -> String {
        try encoded([.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) + "\n"
    }

    /// The document as JSON on one line.
    package func compactJSON() throws -> String { try encoded([.sortedKeys, .withoutEscapingSlashes]) }

    /// The number of its characters as IAM counts them: without white space.
    package func size() throws -> Int {
        try compactJSON().unicodeScalars.count { !$0.properties.isWhitespace }
    }

    private func encoded(_ formatting: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension AccessDocument: Encodable {
    private enum Key: String, CodingKey {
        case version = "Version"
        case statement = "Statement"
    }

    /// Encodes the document as IAM spells it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("2012-10-17", forKey: .version)
        try container.encode(statements, forKey: .statement)
    }
}

extension AccessDocument.Statement: Encodable {
    private enum Key: String, CodingKey {
        case sid = "Sid"
        case effect = "Effect"
        case principal = "Principal"
        case action = "Action"
        case resource = "Resource"
        case condition = "Condition"
    }

    /// Encodes the statement as IAM spells it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(sid, forKey: .sid)
        try container.encode("Allow", forKey: .effect)
        if !principals.isEmpty { try container.encode(principals, forKey: .principal) }
        try container.encode(actions, forKey: .action)
        if !resources.isEmpty { try container.encode(resources, forKey: .resource) }
        if !conditions.isEmpty { try container.encode(conditions, forKey: .condition) }
    }
}

extension AccessDocument {
    /// The document in as few parts as fit into managed policies.
    ///
    /// A statement that is too long by itself is split between its resources, or between the values of its conditions,
    /// any of which is enough.
    package func split(longest: Int = AccessDocument.longest) throws -> [AccessDocument] {
        var parts: [AccessDocument] = []
        for statement in try statements.flatMap({ try Self.pieces(of: $0, longest: longest) }) {
            var isPlaced = false
            for index in parts.indices where !isPlaced {
                // Pieces of one statement have one name, which IAM allows once in a document.
                guard !parts[index].statements.contains(where: { $0.sid == statement.sid }) else { continue }
                var candidate = parts[index]
                candidate.statements.append(statement)
                guard try candidate.size() <= longest else { continue }
                parts[index] = candidate
                isPlaced = true
            }
            if !isPlaced { parts.append(AccessDocument(statements: [statement])) }
        }
        return parts
    }

    private static func pieces(of statement: Statement, longest: Int) throws -> [Statement] {
        let isShort = try AccessDocument(statements: [statement]).size() <= longest
        guard !isShort, let (first, second) = halves(of: statement) else { return [statement] }
        return try pieces(of: first, longest: longest) + pieces(of: second, longest: longest)
    }

    private static func halves(of statement: Statement) -> (Statement, Statement)? {
        var first = statement
        var second = statement
        if statement.resources.count > 1 {
            (first.resources, second.resources) = halves(of: statement.resources)
            return (first, second)
        }
        for (test, keys) in statement.conditions {
            for (key, values) in keys where values.count > 1 {
                let parts = halves(of: values)
                first.conditions[test]?[key] = parts.0
                second.conditions[test]?[key] = parts.1
                return (first, second)
            }
        }
        return nil
    }

    private static func halves(of values: [String]) -> ([String], [String]) {
        let half = values.count / 2
        return (Array(values[..<half]), Array(values[half...]))
    }
}
