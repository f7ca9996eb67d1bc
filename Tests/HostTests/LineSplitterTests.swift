import Testing

@testable import Host

@Suite struct LineSplitterTests {
    private func lines(_ chunks: [[UInt8]]) -> [String] {
        var splitter = LineSplitter()
        var lines: [String] = []
        for chunk in chunks { splitter.append(chunk) { lines.append($0) } }
        splitter.finish { lines.append($0) }
        return lines
    }

    /// Lines end with LF or CR LF, and the last may end with neither.
    @Test(
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb", ["a", "b"]), ("\n\nb\n", ["", "", "b"]),
            ("10%\r20%\rdone\n", ["done"]), ("10%\r20%\r", ["20%"]), ("\r\n", [""]), ("a\r", ["a"]),
        ] as [(String, [String])]
    )
    func endings(text: String, expected: [String]) {
        #expect(lines([Array(text.utf8)]) == expected)
        #expect(lines(text.utf8.map { [$0] }) == expected, "byte by byte")
    }

    /// Invalid UTF-8 is repaired within its line.
    @Test func invalid() {
        #expect(lines([[0x61, 0xFF, 0x62, 0x0A, 0xE2, 0x82]]) == ["a\u{FFFD}b", "\u{FFFD}"])
    }

    /// A character may be split between two reads.
    @Test func pieces() {
        #expect(lines([[0xE2, 0x82], [0xAC, 0x0A]]) == ["€"])
    }

    /// A very long line is passed on in pieces that do not split characters.
    @Test func endless() {
        let text = "x" + String(repeating: "€", count: LineSplitter.longestLine)
        let pieces = lines([Array(text.utf8)])
        #expect(pieces.count == 4)
        #expect(pieces.allSatisfy { $0.utf8.count <= LineSplitter.longestLine })
        #expect(pieces.joined() == text)
    }

    /// Invalid UTF-8 cannot stall a long line.
    @Test func garbage() {
        let bytes = [UInt8](repeating: 0x80, count: LineSplitter.longestLine + 10)
        #expect(lines([bytes]).count == 2)
    }
}
