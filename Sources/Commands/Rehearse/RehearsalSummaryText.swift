import Console
import Rehearsal

/// The rehearsals of several functions, one line each.
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
            Table.Column(RehearsalRow.openTitle.uppercased(), isFlexible: true),
        ])
        table.rows = rehearsals.map { rehearsal in
            [
                printable(rehearsal.subject.function), rehearsal.verdict.rawValue,
                rehearsal.worstMargin?.inMilliseconds ?? "-",
                rehearsal.worst.map { RehearsalRow($0) }?.openAtEnd ?? "-",
            ]
        }
        let passed = rehearsals.count(where: \.passes)
        return table.rendered(traits: traits, styles: styles)
            + "\(passed) of \(rehearsals.count) functions passed.\n"
    }
}
