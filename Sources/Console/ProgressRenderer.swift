/// Turns progress into text; it writes nothing itself.
package struct ProgressRenderer: Sendable {
    /// The minimum time between two changes of the live line within a stage.
    private static let interval = Duration.milliseconds(100)
    /// To the first column, and erase the line (ECMA-48, 8.3.41).
    private static let clearing = "\r\u{1B}[2K"

    /// One line up, and erase it (ECMA-48, 8.3.22).
    private static let clearingAbove = "\u{1B}[1A\u{1B}[2K"
    /// More would leave no room for other output.
    private static let mostLines = 8
    /// The longest silence of plain progress during work, because CI treats a silent job as hanging.
    private static let longestSilence = Duration.seconds(30)

    private struct Track {
        var name: String
        var title: String
        var detail = ""
        var start: ContinuousClock.Instant
    }

    private let mode: ProgressMode
    private let traits: TerminalTraits
    private var tracks: [Track] = []
    private var shownLines: [String] = []
    private var nextChange: ContinuousClock.Instant?
    private var lastWord: ContinuousClock.Instant?

    /// Creates a renderer.
    package init(mode: ProgressMode, traits: TerminalTraits) {
        self.mode = mode.resolved(traits: traits)
        self.traits = traits
    }

    /// Begins a stage, and ends the previous one on the same track.
    ///
    /// - Parameter track: the name of one of several simultaneous activities; each has a line.
    package mutating func begin(_ title: String, on track: String = "", at now: ContinuousClock.Instant) -> String {
        let stage = Track(name: track, title: title, start: now)
        if let index = tracks.firstIndex(where: { $0.name == track }) {
            tracks[index] = stage
        } else {
            tracks.append(stage)
        }
        lastWord = now
        return mode == .plain ? printable(title) + "\n" : showTracks(at: now)
    }

    /// Updates the live times; plain progress reports something after a long silence.
    package mutating func tick(at now: ContinuousClock.Instant) -> String {
        switch mode {
        case .ansi: return showTracks(at: now)
        case .plain:
            guard !tracks.isEmpty, let lastWord, now - lastWord >= Self.longestSilence else { return "" }
            self.lastWord = now
            return tracks.map { line(of: $0, at: now) + "\n" }.joined()
        case .none, .auto: return ""
        }
    }

    /// Reports a step within a track's stage; shown live only, at most ten times a second.
    package mutating func update(_ detail: String, on track: String = "", at now: ContinuousClock.Instant) -> String {
        guard let index = tracks.firstIndex(where: { $0.name == track }) else { return "" }
        tracks[index].detail = detail
        guard mode == .ansi else { return "" }
        if let nextChange, now < nextChange { return "" }
        return showTracks(at: now)
    }

    /// Ends a track and removes its line.
    package mutating func end(_ track: String, at now: ContinuousClock.Instant) -> String {
        tracks.removeAll { $0.name == track }
        return showTracks(at: now)
    }

    /// Adds permanent text, such as a diagnostic or a compiler's line; the live lines move below it.
    package mutating func interject(_ text: String) -> String {
        let lines = shownLines
        let ended = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        return clear() + ended + show(lines)
    }

    /// Ends all work and removes the live lines.
    package mutating func finish() -> String {
        tracks = []
        return clear()
    }

    private mutating func showTracks(at now: ContinuousClock.Instant) -> String {
        guard mode == .ansi else { return "" }
        nextChange = now + Self.interval
        return show(tracks.prefix(Self.mostLines).map { line(of: $0, at: now) })
    }

    private func line(of track: Track, at now: ContinuousClock.Instant) -> String {
        let elapsed = now - track.start
        let parts = [
            track.title,
            elapsed < .seconds(1) ? "" : formatted(.seconds(elapsed.components.seconds)),
            track.detail,
        ].filter { !$0.isEmpty }
        let line = printable(parts.joined(separator: traits.allowsUnicode ? " · " : " - "))
        guard mode == .ansi else { return line }
        // The last column stays free, because some terminals begin a new line when text reaches it.
        let mark = traits.allowsUnicode ? "…" : "..."
        return line.truncated(toWidth: (traits.columns ?? 80) - 1, mark: mark)
    }

    private mutating func show(_ lines: [String]) -> String {
        guard lines != shownLines else { return "" }
        let cleared = clear()
        shownLines = lines
        guard !lines.isEmpty else { return cleared }
        return (cleared.isEmpty ? Self.clearing : cleared) + lines.joined(separator: "\n")
    }

    private mutating func clear() -> String {
        guard !shownLines.isEmpty else { return "" }
        let above = String(repeating: Self.clearingAbove, count: shownLines.count - 1)
        shownLines = []
        return Self.clearing + above
    }
}
