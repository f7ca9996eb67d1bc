import Model
import Testing

@testable import Console

@Suite struct DiagnosticRendererTests {
    private let plain = DiagnosticRenderer(styles: StyleSheet(isColored: false))

    /// An error has its summary, its explanation and its hints.
    @Test func whole() {
        let diagnostic = Diagnostic.error(
            "elf.glibc-too-new", "bootstrap needs GLIBC_2.38",
            explanation: "provided.al2023 has 2.34.\nIt would die at start.\n",
            location: .init(file: "swiftlambda.yaml", line: 3, column: 9),
            hints: ["build in a container", "functions:\n  orders:"])
        #expect(
            plain.rendered(diagnostic) == """
                swiftlambda.yaml:3:9: error: bootstrap needs GLIBC_2.38
                  provided.al2023 has 2.34.
                  It would die at start.

                hint: build in a container
                hint: functions:
                        orders:

                """)
    }

    /// Missing parts leave no empty lines.
    @Test(
        arguments: [
            (Diagnostic.warning("w", "odd"), "warning: odd\n"),
            (Diagnostic(.note, "n", "fine"), "note: fine\n"),
            (Diagnostic.error("e", "bad", hints: ["x"]), "error: bad\n\nhint: x\n"),
            (Diagnostic.error("e", "bad", location: .init(file: "f")), "f: error: bad\n"),
            (Diagnostic.error("e", "bad", location: .init(file: "f", line: 2)), "f:2: error: bad\n"),
            (Diagnostic.error("e", "bad", location: .init(file: "f", column: 2)), "f: error: bad\n"),
        ]
    )
    func parts(diagnostic: Diagnostic, expected: String) {
        #expect(plain.rendered(diagnostic) == expected)
    }

    /// A blank line separates long diagnostics, but not short ones.
    @Test func several() {
        let short = Diagnostic.warning("w", "odd")
        let long = Diagnostic.error("e", "bad", hints: ["x"])
        #expect(
            plain.rendered([short, short, long, short]) == """
                warning: odd
                warning: odd

                error: bad

                hint: x

                warning: odd

                """)
        #expect(plain.rendered([]) == "")
    }

    /// Untrusted text cannot control the terminal or imitate a diagnostic.
    @Test func untrusted() {
        let diagnostic = Diagnostic.error(
            "e", "entry 'a\u{1B}[2J\nerror: x'", explanation: "b\u{7}", location: .init(file: "c\r"), hints: ["d\u{9B}"]
        )
        let text = plain.rendered(diagnostic)
        #expect(
            text == #"""
                c\r: error: entry 'a\u{1B}[2J\nerror: x'
                  b\u{7}

                hint: d\u{9B}

                """#)
    }

    /// Colour does not change the text.
    @Test func color() {
        let diagnostic = Diagnostic.error("e", "bad", explanation: "why", hints: ["x"])
        let colored = DiagnosticRenderer(styles: StyleSheet(isColored: true)).rendered(diagnostic)
        #expect(colored.hasPrefix("\u{1B}[1;31merror:\u{1B}[0m bad\n"))
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain.rendered(diagnostic))
    }

    @Test func proseWrapsAtWordsAndHintsStayWhole() {
        let diagnostic = Diagnostic.error(
            "a.b", "one two three four five six seven",
            explanation: "eight nine ten eleven twelve\n  kept as it is, however long",
            hints: ["swiftlambda package --arch arm64 --verify"])
        let text = DiagnosticRenderer(styles: StyleSheet(isColored: false), columns: 24).rendered(diagnostic)
        #expect(
            text == """
                error: one two three
                  four five six seven
                  eight nine ten eleven
                  twelve
                    kept as it is, however long

                hint: swiftlambda package --arch arm64 --verify

                """)
        #expect(plain.rendered(diagnostic).hasPrefix("error: one two three four five six seven\n"))
    }

    @Test func wordsWrapByTheirWidth() {
        #expect("a bb ccc".wrapped(toWidth: 4) == ["a bb", "ccc"])
        #expect("日本 語".wrapped(toWidth: 4) == ["日本", "語"])
        #expect("longer-than-this x".wrapped(toWidth: 4) == ["longer-than-this", "x"])
        #expect("".wrapped(toWidth: 4) == [""])
    }
}
