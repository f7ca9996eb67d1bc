import Testing

@testable import Console

@Suite struct TableTests {
    private let wide = TerminalTraits(allowsColor: false, allowsLiveProgress: false, allowsUnicode: true)

    /// Columns are aligned by display width, without trailing spaces.
    @Test func alignment() {
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

    /// A table without titles has no heading; a table without rows has only the heading.
    @Test func empty() {
        #expect(Table([.init(""), .init("")], rows: [["a", "b"]]).rendered(traits: wide) == "a  b\n")
        #expect(Table([.init("a"), .init("b")]).rendered(traits: wide) == "a  b\n")
        #expect(Table([]).rendered(traits: wide) == "")
    }

    private let files = Table(
        [.init("path", isFlexible: true), .init("bytes", alignment: .right), .init("", isDecoration: true)],
        rows: [["Sources/Application/Resources/logo.svg", "52,428,800", "████"], ["a", "1", "█"]])

    /// Paths are shortened from the front, then bars are dropped, then rows are stacked.
    @Test(arguments: 20...70)
    func fitting(width: Int) {
        var traits = wide
        traits.columns = width
        let lines = files.rendered(traits: traits).split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.displayWidth <= width })
        let isStacked = width < 16 + 2 + 10
        #expect(lines.contains("  bytes: 52,428,800") == isStacked)
        #expect(lines.contains { $0.hasSuffix("████") } == (width >= 16 + 2 + 10 + 2 + 4))
        let path = lines[isStacked ? 0 : 1]
        #expect(path.hasPrefix("…") == (width < 38 + 2 + 10 + 2 + 4))
        #expect(path.contains("logo.svg"))
    }

    /// Narrow terminals show the ends of paths, very narrow ones a line for each cell.
    @Test func narrow() {
        var traits = wide
        traits.columns = 40
        #expect(
            files.rendered(traits: traits) == """
                path                         bytes
                …on/Resources/logo.svg  52,428,800  ████
                a                                1  █

                """)
        traits.columns = 24
        #expect(
            files.rendered(traits: traits) == """
                …tion/Resources/logo.svg
                  bytes: 52,428,800
                a
                  bytes: 1

                """)
    }

    /// Cells cannot control the terminal.
    @Test func untrusted() {
        let table = Table([.init("name")], rows: [["\u{1B}[31m\n"]])
        #expect(table.rendered(traits: wide) == "name\n\\u{1B}[31m\\n\n")
    }

    /// ASCII terminals get ASCII marks.
    @Test func ascii() {
        let traits = TerminalTraits(allowsColor: false, allowsLiveProgress: false, allowsUnicode: false, columns: 10)
        let table = Table([.init("", isFlexible: true)], rows: [["abcdefghijklmnop"]])
        #expect(table.rendered(traits: traits) == "...jklmnop\n")
    }
}
