import Model

extension YAMLDocument {
    /// The diagnostic for an error of libyaml, in plain words.
    static func diagnostic(for fault: YAMLFault, bytes: [UInt8], file: String) -> Diagnostic {
        let problem = "the YAML cannot be read: \(fault.problem)"
        switch fault.place {
        case .unknown:
            return .error("config.invalid-yaml", problem, location: Diagnostic.Location(file: file))
        case .byteOffset(let offset):
            return .error(
                "config.invalid-yaml", problem, location: location(ofByte: offset, in: bytes, file: file))
        case .mark(let mark):
            // libyaml reads `*` as the beginning of an alias wherever a value may be, even in `[*]`.
            if let context = fault.context, context.text.hasSuffix("scanning an alias") {
                return unknownAlias("", at: context.mark, in: file)
            }
            if fault.problem.hasPrefix(nestingProblem) {
                return .error(
                    "config.invalid-yaml", "the YAML is nested too deeply", location: location(mark, in: file))
            }
            return .error(
                "config.invalid-yaml", problem,
                explanation: fault.context.map {
                    "This was \($0.text) from line \($0.mark.line), column \($0.mark.column)."
                },
                location: location(mark, in: file),
                hints: isTab(at: mark, in: bytes) ? ["indent with spaces; YAML does not allow a tab there"] : [])
        }
    }

    /// The beginning of libyaml's message about too many levels, which has no error code of its own.
    private static let nestingProblem = "Maximum nesting level"

    private static func isTab(at mark: YAMLNode.Mark, in bytes: [UInt8]) -> Bool {
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: mark.line, omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1) else { return false }
        return String(decoding: lines[mark.line - 1], as: UTF8.self)
            .unicodeScalars.dropFirst(mark.column - 1).first == "\t"
    }

    private static func location(ofByte offset: Int, in bytes: [UInt8], file: String) -> Diagnostic.Location {
        let before = bytes.prefix(offset)
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
        return Diagnostic.Location(
            file: file, line: 1 + before.count { $0 == UInt8(ascii: "\n") },
            column: 1 + String(decoding: before[start...], as: UTF8.self).unicodeScalars.count)
    }
}
