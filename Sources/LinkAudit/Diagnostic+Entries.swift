import Model

extension Diagnostic {
    /// How many entries a finding names.
    private static let mostNamed = 4
    /// The longest path that is shown whole, in bytes; real paths are shorter, hostile ones have tens of thousands.
    private static let longestShown = 200

    /// One finding for all the entries that a check found, regardless of their number.
    ///
    /// - Parameters:
    ///   - paths: the entries' paths.
    ///   - one: the text after the path of a single entry.
    ///   - several: the text after the number of entries.
    static func about(
        _ paths: [String], _ severity: Severity, _ identifier: String, one: String, several: String,
        explanation: String, hints: [String] = []
    ) -> [Diagnostic] {
        guard let first = paths.first else { return [] }
        if paths.count == 1 {
            return [
                Diagnostic(severity, identifier, "\(quoted(first)) \(one)", explanation: explanation, hints: hints)
            ]
        }
        return [
            Diagnostic(
                severity, identifier, "\(paths.count) entries \(several)",
                explanation: list(paths) + ".\n" + explanation, hints: hints)
        ]
    }

    /// The first few names, and the number of the rest.
    static func list(_ names: [String]) -> String {
        let shown = names.prefix(mostNamed).map(quoted)
        let rest = names.count - shown.count
        if rest > 0 { return shown.joined(separator: ", ") + " and \(rest) more" }
        return shown.joined(separator: ", ")
    }

    /// A path in quotation marks; only the end of a very long one.
    static func quoted(_ path: String) -> String {
        guard path.utf8.count > longestShown else { return "'\(path)'" }
        return "'…\(String(decoding: path.utf8.suffix(longestShown / 2), as: UTF8.self))'"
    }
}

extension [Diagnostic] {
    /// The findings limited to a few of each kind, with the number of the rest.
    ///
    /// A hostile file can cause thousands of identical findings.
    func limited(toEach most: Int = 20) -> [Diagnostic] {
        var counts: [String: Int] = [:]
        var kept: [Diagnostic] = []
        for finding in self {
            counts[finding.identifier, default: 0] += 1
            if counts[finding.identifier, default: 0] <= most { kept.append(finding) }
        }
        var told: Set<String> = []
        for finding in self where counts[finding.identifier, default: 0] > most {
            guard told.insert(finding.identifier).inserted else { continue }
            let rest = counts[finding.identifier, default: 0] - most
            kept.append(
                Diagnostic(finding.severity, "audit.more", "\(rest) more findings of '\(finding.identifier)'"))
        }
        return kept
    }
}
