import Console
import Model
import Rehearsal

/// A rehearsal as text: the verdict, the repetitions, and the worst of them drawn to scale.
struct RehearsalText {
    private let rehearsal: Rehearsal
    private let traits: TerminalTraits
    private let styles: StyleSheet
    /// The most repetitions listed; of more, only the worst are.
    private static let listed = 20

    init(_ rehearsal: Rehearsal, traits: TerminalTraits, styles: StyleSheet) {
        self.rehearsal = rehearsal
        self.traits = traits
        self.styles = styles
    }

    var rendered: String {
        [title, table, shutdown, life].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var title: String {
        let name = styles.apply(.strong, to: printable(rehearsal.subject.function))
        let style: StyleSheet.Style =
            switch rehearsal.verdict {
            case .graceful: .hint
            case .failed, .late: .warning
            case _ where rehearsal.passes: .warning
            default: .error
            }
        let verdict = styles.apply(style, to: rehearsal.verdict.rawValue)
        return "\(name): \(verdict)\n\(printable(rehearsal.headline))\n"
    }

    /// The repetitions to show, in order.
    private var shown: [RehearsalRun] {
        guard rehearsal.runs.count > Self.listed else { return rehearsal.runs }
        let worst = rehearsal.runs.sorted { left, right in
            (right.verdict, left.margin ?? .zero) < (left.verdict, right.margin ?? .zero)
        }
        return worst.prefix(Self.listed).sorted { $0.number < $1.number }
    }

    private var table: String {
        let figures = RehearsalRow.Figure.allCases
        var table = Table(
            [Table.Column("", alignment: .right), Table.Column("VERDICT")]
                + figures.map { Table.Column($0.shortTitle.uppercased(), alignment: .right) }
                + [Table.Column(RehearsalRow.openTitle.uppercased(), isFlexible: true)])
        table.rows = shown.map { run in
            let row = RehearsalRow(run)
            return ["\(row.number)", row.verdict.rawValue] + figures.map { row[$0]?.inMilliseconds ?? "-" }
                + [row.openAtEnd ?? "-"]
        }
        let rest = rehearsal.runs.count - shown.count
        let more = rest > 0 ? "and \(counted(rest, "repetition")) no worse than these\n" : ""
        return table.rendered(traits: traits, styles: styles) + more
    }

    /// A bar for each repetition shown, starting at SIGTERM.
    private var shutdown: String {
        ShutdownText(
            runs: Array(shown.prefix(10)), budget: rehearsal.budget.duration, traits: traits, styles: styles
        ).rendered
    }

    private var life: String {
        guard let worst = rehearsal.worst else { return "" }
        let isOnly = rehearsal.runs.count == 1
        return LifeText(run: worst, isOnly: isOnly, traits: traits, styles: styles).rendered
    }
}

/// Bars from SIGTERM to the exit, to scale, with the budget marked.
struct ShutdownText {
    let runs: [RehearsalRun]
    let budget: Duration
    let traits: TerminalTraits
    let styles: StyleSheet

    private var width: Int { min(max((traits.columns ?? 80) - 26, 24), 72) }

    private var end: Duration { ShutdownBudget.span(of: runs, budget: budget) }

    private func column(_ time: Duration) -> Int {
        min(Int((time / end * Double(width)).rounded()), width)
    }

    var rendered: String {
        guard budget > .zero, runs.contains(where: { $0.measurements.terminationToExit != nil }) else { return "" }
        let label = "budget \(budget.inMilliseconds)"
        let at = column(budget)
        // The label is above its mark, if the line is wide enough.
        let start = max(1, min(at - label.count / 2, width - label.count))
        var head = "SIGTERM"
        head += String(repeating: " ", count: max(1, 4 + start - head.count)) + label
        let endLabel = end.inMilliseconds
        let room = 4 + width - head.count - endLabel.count / 2
        if room > 1 { head += String(repeating: " ", count: room) + endLabel }
        return ([head] + runs.map(line)).map { $0 + "\n" }.joined()
    }

    private func line(_ run: RehearsalRun) -> String {
        let elapsed = run.measurements.terminationToExit ?? .zero
        let full = bar(share: elapsed / end, width: width, allowsUnicode: traits.allowsUnicode)
        var cells = full.map(String.init)
        while cells.count <= width { cells.append(" ") }
        let mark = traits.allowsUnicode ? (cells[column(budget)] == " " ? "│" : "┃") : "|"
        cells[column(budget)] = styles.apply(.strong, to: mark)
        let number = String(run.number)
        let value = run.measurements.terminationToExit?.inMilliseconds ?? run.verdict.rawValue
        return String(repeating: " ", count: max(0, 3 - number.count)) + number + " " + cells.joined() + " " + value
    }
}

/// The phases of one repetition, to scale, one below the other, and the important moments.
struct LifeText {
    let run: RehearsalRun
    let isOnly: Bool
    let traits: TerminalTraits
    let styles: StyleSheet

    /// The number of invocations drawn; the others are counted.
    private static let drawn = 4

    private var width: Int { min(max((traits.columns ?? 80) - 26, 24), 72) }

    var rendered: String {
        let phases = run.phases
        guard let end = phases.map(\.end).max(), end > .zero else { return "" }
        let name = isOnly ? "From start to end" : "Repetition \(run.number), from start to end"
        var lines = [styles.apply(.strong, to: name) + ", \(end.inMilliseconds)"]
        var invocations = 0
        var omitted = 0
        for phase in phases {
            if phase.kind == .invocation || phase.kind == .frozen {
                if phase.kind == .invocation { invocations += 1 }
                guard invocations <= Self.drawn else {
                    if phase.kind == .invocation { omitted += 1 }
                    continue
                }
            } else if omitted > 0 {
                lines.append("  and \(counted(omitted, "more invocation"))")
                omitted = 0
            }
            lines.append(line(phase, end: end))
        }
        return (lines + moments).map { $0 + "\n" }.joined()
    }

    private func line(_ phase: RehearsalPhase, end: Duration) -> String {
        let start = min(Int(phase.start / end * Double(width)), width - 1)
        // A phase too short for a mark gets the smallest one.
        let drawn = bar(
            share: max(phase.length / end, 0.000_1), width: width, allowsUnicode: traits.allowsUnicode)
        let title = phase.title + String(repeating: " ", count: max(0, 11 - phase.title.count))
        let space = String(repeating: " ", count: start)
        let rest = String(repeating: " ", count: max(0, width - start - drawn.displayWidth))
        return "  \(title) \(space)\(drawn)\(rest) \(phase.length.inMilliseconds)"
    }

    /// The moments within the phases.
    private var moments: [String] {
        let measured = run.measurements
        var parts: [(String, Duration?)] = [
            ("exec to first connection", measured.startToConnection), ("first next", measured.startToNext),
        ]
        parts += measured.startToExtensionReady.sorted { $0.key < $1.key }.map { ("\($0.key) ready", $0.value) }
        var ending: [(String, Duration?)] = [
            ("SIGTERM to exit", measured.terminationToExit), ("SIGKILL after", measured.shutdownToKill),
        ]
        ending += measured.shutdownToEvent.sorted { $0.key < $1.key }.map {
            ("SHUTDOWN event to \($0.key) after", $0.value)
        }
        let separator = traits.allowsUnicode ? " · " : ", "
        return [parts, ending].map { parts in
            parts.compactMap { name, time in time.map { "\(printable(name)) \($0.inMilliseconds)" } }
                .joined(separator: separator)
        }.filter { !$0.isEmpty }
    }
}
