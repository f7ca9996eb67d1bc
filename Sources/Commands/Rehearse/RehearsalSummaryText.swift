import Console
import Rehearsal

/// The rehearsals of several functions, a line each.
struct RehearsalSummaryText {
    private let rehearsals: [Rehearsal]
    private let traits: TerminalTraits
    private let styles: StyleSheet

    init(_ rehearsals: [Rehearsal], traits: TerminalTraits, styles: StyleSheet) {
        self.rehearsals = rehearsals
        self.traits = traits
        self.styles = styles
    }

    var rendered: String {
        var table = Table([
            Table.Column("FUNCTION"), Table.Column("VERDICT"), Table.Column("MARGIN", alignment: .right),
            Table.Column("OPEN AT THE END", isFlexible: true),
        ])
        table.rows = rehearsals.map { rehearsal in
            [
                printable(rehearsal.subject.function), rehearsal.verdict.rawValue,
                rehearsal.worstMargin?.inMilliseconds ?? "-", rehearsal.worst?.openAtEndInWords ?? "-",
            ]
        }
        let passed = rehearsals.count(where: \.passes)
        return table.rendered(traits: traits, styles: styles)
            + "\(passed) of \(rehearsals.count) functions passed.\n"
    }
}

extension RehearsalRun {
    /// What was open at the end, for a table's cell.
    var openAtEndInWords: String {
        openAtEnd.map { $0.isEmpty ? "nothing" : $0.map(\.inWords).joined(separator: ", ") } ?? "-"
    }
}
