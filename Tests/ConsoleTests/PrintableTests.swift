import Testing

@testable import Console

@Suite struct PrintableTests {
    /// Control characters are made visible.
    @Test(
        arguments: [
            ("plain text, äöü 漢字 👍🏽", "plain text, äöü 漢字 👍🏽"),
            ("\u{1B}[2J\u{07}", #"\u{1B}[2J\u{7}"#),
            ("a\nb\rc\td", #"a\nb\rc\td"#),
            ("a\r\nb", #"a\r\nb"#),
            ("\u{9B}31m\u{7F}", #"\u{9B}31m\u{7F}"#),
            ("x\u{202E}gpj.exe", #"x\u{202E}gpj.exe"#),
            ("\u{2066}\u{200F}\u{061C}\u{2028}", #"\u{2066}\u{200F}\u{61C}\u{2028}"#),
            ("\u{0}", #"\u{0}"#),
            ("👩\u{200D}🚀", "👩\u{200D}🚀"),
        ]
    )
    func escapes(text: String, expected: String) {
        #expect(printable(text) == expected)
    }

    /// Tabs are kept only on request.
    @Test func tabs() {
        #expect(printable("\tlet x", keepingTabs: true) == "\tlet x")
        #expect(printable("\t\u{8}", keepingTabs: true) == "\t\\u{8}")
    }

    /// Width counts columns, not characters.
    @Test(
        arguments: [
            ("abc", 3), ("", 0), ("漢字", 4), ("e\u{301}", 1), ("👍🏽", 2), ("👩\u{200D}🚀", 2), ("☺\u{FE0F}", 2), ("☺", 1),
            ("한글", 4), ("ｆ", 2), ("…", 1), ("█▌", 2), ("\u{200B}", 0), ("🇩🇪", 2),
        ]
    )
    func width(text: String, expected: Int) {
        #expect(text.displayWidth == expected)
    }

    /// Truncation keeps the beginning and the end, and never exceeds the width.
    @Test(
        arguments: [
            ("Sources/App/main.swift", 11, "Sourc…swift"), ("abc", 3, "abc"), ("abcd", 3, "a…d"), ("abcd", 1, "…"),
            ("abcd", 0, ""), ("漢字漢字", 5, "漢…字"), ("漢字漢字", 4, "漢…"),
        ]
    )
    func truncation(text: String, width: Int, expected: String) {
        #expect(text.truncated(toWidth: width) == expected)
        #expect(text.truncated(toWidth: width).displayWidth <= width)
    }
}
