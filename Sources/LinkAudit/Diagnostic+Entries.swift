import Model

extension Diagnostic {
    /// How many entries a finding names.
    private static let mostNamed = 4
    /// The longest path that is shown whole, in bytes; real ones are shorter, hostile ones have tens of thousands.
    private static let longestShown = 200

    /// One finding for all the entries that a check found, however many there are.
    ///
    /// - Parameters:
    ///   - paths: the entries' paths.
    ///   - one: what is said of one of them, behind its path.
    ///   - several: what is said of several, behind their number.
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

    /// The first few of some names, and how many more there are.
    static func list(_ names: [String]) -> String {
        let shown = names.prefix(mostNamed).map(quoted)
        let rest = names.count - shown.count
        if rest > 0 { return shown.joined(separator: ", ") + " and \(rest) more" }
        return shown.joined(separator: ", ")
    }

    /// A path in quotation marks; of a very long one, the end.
    static func quoted(_ path: String) -> String {
        guard path.utf8.count > longestShown else { return "'\(path)'" }
        return "'…\(String(decoding: path.utf8.suffix(longestShown / 2), as: UTF8.self))'"
    }
}

extension [Diagnostic] {
    /// The findings with at most some of each kind; how many more there are is said once.
    ///
    /// A hostile file can make a check find the same thing thousands of times.
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
