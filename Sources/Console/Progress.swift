/// How the user wants to see progress.
public enum ProgressMode: String, Sendable, Hashable, CaseIterable {
    /// Live on a terminal, otherwise a line for each stage.
    case auto
    /// Nothing.
    case none
    /// One line that is rewritten in place.
    case ansi
    /// A line for each stage.
    case plain

    /// The form that is meant on a stream; never `auto`.
    public func resolved(traits: TerminalTraits) -> ProgressMode {
        switch self {
        case .auto: traits.allowsLiveProgress ? .ansi : .plain
        case .none, .ansi, .plain: self
        }
    }
}

/// Turns progress into text; it writes nothing itself.
public struct ProgressRenderer: Sendable {
    /// The least time between two changes of the live line within a stage.
    private static let interval = Duration.milliseconds(100)
    /// To the first column, and erase the line (ECMA-48, 8.3.41).
    private static let clearing = "\r\u{1B}[2K"

    private let mode: ProgressMode
    private let traits: TerminalTraits
    private var stage: (title: String, start: ContinuousClock.Instant)?
    private var shownLine = ""
    private var nextChange: ContinuousClock.Instant?

    /// Creates a renderer.
    public init(mode: ProgressMode, traits: TerminalTraits) {
        self.mode = mode.resolved(traits: traits)
        self.traits = traits
    }

    /// A stage begins; the one before it is over.
    public mutating func begin(_ title: String, at now: ContinuousClock.Instant) -> String {
        stage = (title, now)
        nextChange = nil
        return mode == .plain ? printable(title) + "\n" : update("", at: now)
    }

    /// Something happened within the stage; shown live only, and not more than ten times a second.
    public mutating func update(_ detail: String, at now: ContinuousClock.Instant) -> String {
        guard mode == .ansi, let stage else { return "" }
        if let nextChange, now < nextChange { return "" }
        nextChange = now + Self.interval
        let elapsed = now - stage.start
        let parts = [
            stage.title,
            elapsed < .seconds(1) ? "" : formatted(.seconds(elapsed.components.seconds)),
            detail,
        ].filter { !$0.isEmpty }
        let line = printable(parts.joined(separator: traits.allowsUnicode ? " · " : " - "))
        // The last column stays free: text that reaches it makes some terminals begin a new line.
        let mark = traits.allowsUnicode ? "…" : "..."
        return show(line.truncated(toWidth: (traits.columns ?? 80) - 1, mark: mark))
    }

    /// Text that stays, such as a diagnostic or a compiler's line; the live line moves below it.
    public mutating func interject(_ text: String) -> String {
        let line = shownLine
        let ended = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        return clear() + ended + show(line)
    }

    /// The work is over; nothing of the live line remains.
    public mutating func finish() -> String {
        stage = nil
        return clear()
    }

    private mutating func show(_ line: String) -> String {
        guard line != shownLine else { return "" }
        shownLine = line
        return Self.clearing + line
    }

    private mutating func clear() -> String {
        guard !shownLine.isEmpty else { return "" }
        shownLine = ""
        return Self.clearing
    }
}
