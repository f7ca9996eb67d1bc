/// The modules that a Swift source imports, as far as known without compiling it.
///
/// An import inside `#if` counts only if every branch of the condition imports something, and then any of them
/// suffices.
package struct SourceImports: Sendable, Hashable {
    /// Each import, as a set of modules of which one must exist.
    package private(set) var alternatives: [Set<String>] = []

    private struct Condition {
        /// The imports of each branch.
        var branches: [Set<String>] = [[]]
        var hasElse = false
    }

    /// Reads a source.
    package init(_ source: String) {
        var conditions: [Condition] = []
        var depthOfComment = 0
        var isInText = false
        for line in source.split(whereSeparator: \.isNewline) {
            let text = line.drop { $0 == " " || $0 == "\t" }
            let isCode = depthOfComment == 0 && !isInText
            // Only in code, so that `/*` in a string does not count.
            if !text.hasPrefix("//") {
                if Self.count("\"\"\"", in: text).isMultiple(of: 2) == false, depthOfComment == 0 { isInText.toggle() }
                if !isInText {
                    depthOfComment = max(0, depthOfComment + Self.count("/*", in: text) - Self.count("*/", in: text))
                }
            }
            guard isCode else { continue }
            if text.hasPrefix("#if") {
                conditions.append(Condition())
            } else if text.hasPrefix("#else"), !conditions.isEmpty {
                conditions[conditions.count - 1].branches.append([])
                if !text.hasPrefix("#elseif") { conditions[conditions.count - 1].hasElse = true }
            } else if text.hasPrefix("#endif") {
                if let condition = conditions.popLast() { add(condition, to: &conditions) }
            } else if let module = Self.module(in: text) {
                add(module, to: &conditions)
            }
        }
    }

    private mutating func add(_ module: String, to conditions: inout [Condition]) {
        guard let last = conditions.indices.last, let branch = conditions[last].branches.indices.last else {
            alternatives.append([module])
            return
        }
        conditions[last].branches[branch].insert(module)
    }

    private mutating func add(_ condition: Condition, to conditions: inout [Condition]) {
        guard condition.hasElse, condition.branches.allSatisfy({ !$0.isEmpty }) else { return }
        let all = condition.branches.reduce(into: Set<String>()) { $0.formUnion($1) }
        if let last = conditions.indices.last, let branch = conditions[last].branches.indices.last {
            conditions[last].branches[branch].formUnion(all)
        } else {
            alternatives.append(all)
        }
    }

    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "var", "let", "actor",
    ]
    private static let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]

    /// The module of `import Foundation`, `public import struct Foundation.Date` and so on.
    private static func module(in line: Substring) -> String? {
        var words = line.split { $0 == " " || $0 == "\t" || $0 == ";" }[...]
        while let word = words.first, word.hasPrefix("@") || modifiers.contains(word) { words.removeFirst() }
        guard words.popFirst() == "import" else { return nil }
        if let word = words.first, kinds.contains(word) { words.removeFirst() }
        let name = words.first?.prefix { $0.isLetter || $0.isNumber || $0 == "_" } ?? ""
        return name.isEmpty ? nil : String(name)
    }

    private static func count(_ mark: String, in text: Substring) -> Int {
        guard text.contains(mark) else { return 0 }
        return text.ranges(of: mark).count
    }
}
