import Testing

@testable import Console

@Suite struct TerminalTraitsTests {
    /// Colour and live progress need a capable terminal and no setting against them.
    @Test(
        arguments: [
            (true, [:], true, true),
            (false, [:], false, false),
            (true, ["NO_COLOR": "1"], false, true),
            (true, ["NO_COLOR": ""], true, true),
            (true, ["CI": "true"], false, false),
            (true, ["CI": ""], true, true),
            (true, ["TERM": "dumb"], false, false),
            (true, ["TERM": "xterm-256color"], true, true),
            (false, ["TERM": "xterm-256color"], false, false),
        ] as [(Bool, [String: String], Bool, Bool)]
    )
    func policy(isTerminal: Bool, environment: [String: String], allowsColor: Bool, allowsLiveProgress: Bool) {
        let traits = TerminalTraits(isTerminal: isTerminal, columns: 80, environment: environment)
        #expect(traits.allowsColor == allowsColor)
        #expect(traits.allowsLiveProgress == allowsLiveProgress)
        #expect(traits.columns == (isTerminal ? 80 : nil))
    }

    /// The first locale variable that is set decides on Unicode.
    @Test(
        arguments: [
            ([:], false), (["LANG": "C.UTF-8"], true), (["LANG": "en_GB.utf8"], true), (["LANG": "C"], false),
            (["LANG": "C.UTF-8", "LC_ALL": "POSIX"], false), (["LC_ALL": "", "LC_CTYPE": "UTF-8"], true),
        ] as [([String: String], Bool)]
    )
    func locale(environment: [String: String], allowsUnicode: Bool) {
        let traits = TerminalTraits(isTerminal: false, columns: nil, environment: environment)
        #expect(traits.allowsUnicode == allowsUnicode)
    }

    /// Styles show only where colour is allowed.
    @Test(arguments: StyleSheet.Style.allCases)
    func styles(style: StyleSheet.Style) {
        #expect(StyleSheet(isColored: false).apply(style, to: "x") == "x")
        #expect(StyleSheet(isColored: true).apply(style, to: "x").hasSuffix("mx\u{1B}[0m"))
        #expect(StyleSheet(isColored: true).apply(style, to: "") == "")
    }
}
