/// What may be written to a stream; the one place that decides on colour, live progress and characters beyond ASCII.
public struct TerminalTraits: Sendable, Hashable {
    /// Whether colour and other styles are welcome.
    public var allowsColor: Bool
    /// Whether a line may be rewritten in place.
    public var allowsLiveProgress: Bool
    /// Whether characters beyond ASCII are shown as such.
    public var allowsUnicode: Bool
    /// The width that text should fit, where there is one.
    public var columns: Int?

    /// Creates traits that are known.
    public init(allowsColor: Bool, allowsLiveProgress: Bool, allowsUnicode: Bool, columns: Int? = nil) {
        self.allowsColor = allowsColor
        self.allowsLiveProgress = allowsLiveProgress
        self.allowsUnicode = allowsUnicode
        self.columns = columns
    }

    /// Decides from a stream and the environment.
    ///
    /// Colour needs a terminal that is not `dumb`, and neither `NO_COLOR` (https://no-color.org: present and not empty)
    /// nor `CI`. Live progress needs the same, but does not mind `NO_COLOR`. Characters beyond ASCII need a locale whose
    /// encoding is UTF-8, terminal or not.
    ///
    /// - Parameters:
    ///   - isTerminal: whether the stream is a terminal.
    ///   - columns: the width of the terminal.
    ///   - environment: the environment variables.
    public init(isTerminal: Bool, columns: Int?, environment: [String: String]) {
        func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
        let isCapable = isTerminal && environment["TERM"] != "dumb" && !isSet("CI")
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let encoding = locale.lowercased()
        self.init(
            allowsColor: isCapable && !isSet("NO_COLOR"),
            allowsLiveProgress: isCapable,
            allowsUnicode: encoding.hasSuffix("utf-8") || encoding.hasSuffix("utf8"),
            columns: isTerminal ? columns : nil
        )
    }
}
