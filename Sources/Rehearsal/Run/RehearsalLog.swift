/// The beginning and the end of a log that may be long.
package struct RehearsalLog: Sendable, Hashable {
    /// The kept lines, in order.
    package private(set) var lines: [RehearsalLogLine] = []
    /// How many lines in the middle were dropped.
    package private(set) var omittedCount = 0
    /// The number of kept lines before the gap.
    package var omittedAfter: Int { Self.kept }

    private static let kept = 200
    private static let longestLine = 2_000

    /// Creates an empty log.
    package init(_ lines: [RehearsalLogLine] = []) {
        for line in lines { append(line) }
    }

    /// Adds a line, shortened if it is very long.
    package mutating func append(_ line: RehearsalLogLine) {
        var line = line
        if line.text.utf8.count > Self.longestLine { line.text = line.text.prefix(Self.longestLine) + "…" }
        lines.append(line)
        // Lines are removed in batches, so that a flood costs little.
        if lines.count >= 4 * Self.kept { trim() }
    }

    /// Drops the middle.
    package mutating func trim() {
        let excess = lines.count - 2 * Self.kept
        guard excess > 0 else { return }
        lines.removeSubrange(Self.kept..<(Self.kept + excess))
        omittedCount += excess
    }
}
