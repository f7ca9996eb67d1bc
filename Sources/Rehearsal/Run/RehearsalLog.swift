/// The first and the last lines of a log that may be long.
package struct RehearsalLog: Sendable, Hashable {
    /// The lines that are kept, in the order they came.
    package private(set) var lines: [RehearsalLogLine] = []
    /// How many there were in the middle that are not kept.
    package private(set) var omittedCount = 0
    /// After how many of the kept lines those are missing.
    package var omittedAfter: Int { Self.kept }

    private static let kept = 200
    private static let longestLine = 2_000

    /// Creates a log without lines.
    package init(_ lines: [RehearsalLogLine] = []) {
        for line in lines { append(line) }
    }

    /// Adds a line, cut where it is very long.
    package mutating func append(_ line: RehearsalLogLine) {
        var line = line
        if line.text.utf8.count > Self.longestLine { line.text = line.text.prefix(Self.longestLine) + "…" }
        lines.append(line)
        // Removed in one go now and then, so that a flood costs little.
        if lines.count >= 4 * Self.kept { trim() }
    }

    /// Leaves out the middle.
    package mutating func trim() {
        let excess = lines.count - 2 * Self.kept
        guard excess > 0 else { return }
        lines.removeSubrange(Self.kept..<(Self.kept + excess))
        omittedCount += excess
    }
}
