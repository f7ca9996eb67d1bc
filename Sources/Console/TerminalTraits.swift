/// What a stream supports; the only place that decides on colour, live progress and non-ASCII characters.
package struct TerminalTraits: Sendable, Hashable {
    /// Whether to use colour and other styles.
    package var allowsColor: Bool
    /// Whether lines can be rewritten in place.
    package var allowsLiveProgress: Bool
    /// Whether to show non-ASCII characters as such.
    package var allowsUnicode: Bool
    /// The width that text should fit, if any.
    package var columns: Int?

    /// Creates traits.
    package init(allowsColor: Bool, allowsLiveProgress: Bool, allowsUnicode: Bool, columns: Int? = nil) {
        self.allowsColor = allowsColor
        self.allowsLiveProgress = allowsLiveProgress
        self.allowsUnicode = allowsUnicode
        self.columns = columns
    }

    /// Determines the traits from a stream and the environment.
    ///
    /// Colour needs a terminal that is not `dumb`, and neither `NO_COLOR` (https://no-color.org: present and not empty)
    /// nor `CI`. Live progress needs the same, but ignores `NO_COLOR`. Non-ASCII characters need a locale with UTF-8
    /// encoding, terminal or not.
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
