/// What may be written to a stream; the one place that decides on colour, live progress and characters beyond ASCII.
package struct TerminalTraits: Sendable, Hashable {
    /// Whether colour and other styles are welcome.
    package var allowsColor: Bool
    /// Whether a line may be rewritten in place.
    package var allowsLiveProgress: Bool
    /// Whether characters beyond ASCII are shown as such.
    package var allowsUnicode: Bool
    /// The width that text should fit, where there is one.
    package var columns: Int?

    /// Creates traits that are known.
    package init(allowsColor: Bool, allowsLiveProgress: Bool, allowsUnicode: Bool, columns: Int? = nil) {
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
    package init(isTerminal: Bool, columns: Int?, environment: [String: String]) {
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
