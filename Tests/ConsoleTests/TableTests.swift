import Testing

@testable import Console

@Suite struct TableTests {
    private let wide = TerminalTraits(allowsColor: false, allowsLiveProgress: false, allowsUnicode: true)

    @Test("Columns are aligned by what they look like, and lines end with text")
    func alignment() {
        let table = Table(
            [.init("name"), .init("size", alignment: .right), .init("")],
            rows: [["bootstrap", "7.5 MB", "██"], ["漢字", "12 B", ""], ["e\u{301}"]])
        #expect(
            table.rendered(traits: wide) == """
                name         size
                bootstrap  7.5 MB  ██
                漢字         12 B
                é

                """)
    }

    @Test("Without titles there is no heading, without rows only the heading")
    func empty() {
        #expect(Table([.init(""), .init("")], rows: [["a", "b"]]).rendered(traits: wide) == "a  b\n")
        #expect(Table([.init("a"), .init("b")]).rendered(traits: wide) == "a  b\n")
        #expect(Table([]).rendered(traits: wide) == "")
    }

    @Test("Only flexible columns give way, down to a least width", arguments: 1...60)
    func fitting(width: Int) {
        let table = Table(
            [.init("path", isFlexible: true), .init("bytes", alignment: .right)],
            rows: [["Sources/Application/Resources/logo.svg", "52,428,800"]])
        var traits = wide
        traits.columns = width
        let lines = table.rendered(traits: traits).split(separator: "\n")
        #expect(lines.allSatisfy { $0.displayWidth <= max(width, 8 + 2 + 10) })
        #expect(lines[1].hasSuffix("  52,428,800"))
        #expect(lines[1].contains("…") == (width < 50))
    }

    @Test("Cells cannot command the terminal")
    func untrusted() {
        let table = Table([.init("name")], rows: [["\u{1B}[31m\n"]])
        #expect(table.rendered(traits: wide) == "name\n\\u{1B}[31m\\n\n")
    }

    @Test("ASCII terminals get ASCII marks")
    func ascii() {
        let traits = TerminalTraits(allowsColor: false, allowsLiveProgress: false, allowsUnicode: false, columns: 10)
        let table = Table([.init("", isFlexible: true)], rows: [["abcdefghijklmnop"]])
        #expect(table.rendered(traits: traits) == "abcd...nop\n")
    }
}
