import Model

/// Draws the time from SIGTERM to the exit, one bar per repetition, with the budget marked.
struct ShutdownChart {
    let rehearsal: Rehearsal

    private static let width = 1_000.0
    private static let labels = 44.0
    private static let right = 150.0
    private static let top = 46.0

    private var runs: [RehearsalRun] { rehearsal.runs }

    /// Rows get labels only while they fit; a thousand repetitions become a texture.
    private var rowHeight: Double {
        switch runs.count {
        case ...12: 34
        case ...40: 14
        default: max(1, 560 / Double(runs.count))
        }
    }

    private var isLabelled: Bool { rowHeight >= 14 }

    private var budget: Duration { rehearsal.budget.duration }

    /// The right edge: beyond the budget, the emulator's limit and everything measured.
    private var scale: TimeScale {
        let end = ShutdownBudget.span(of: runs, budget: budget)
        return TimeScale(end: end * 21 / 20, left: Self.labels, width: Self.width - Self.labels - Self.right)
    }

    var drawing: HTML {
        let height = Self.top + rowHeight * Double(runs.count) + 30
        let bottom = height - 26
        return tag(
            "svg",
            [
                "id": "shutdown-chart", "class": "chart",
                "viewBox": "0 0 \(fixed(Self.width, decimals: 0)) \(fixed(height))",
                "role": "img", "aria-label": "Time from SIGTERM to the exit in each repetition, and the budget",
                "data-end-ms": scale.end.attribute,
            ],
            [zone(bottom), scale.axis(from: Self.top - 6, to: bottom)] + runs.enumerated().map { row($1, at: $0) }
                + marks(bottom))
    }

    /// The time within which an exit is graceful.
    private func zone(_ bottom: Double) -> HTML {
        rectangle("zone", from: .zero, to: budget, y: Self.top - 6, height: bottom - Self.top + 6)
    }

    private func row(_ run: RehearsalRun, at index: Int) -> HTML {
        let y = Self.top + rowHeight * Double(index)
        let thickness = rowHeight * (isLabelled ? 0.56 : 0.9)
        let barTop = y + (rowHeight - thickness) / 2
        let elapsed = run.measurements.terminationToExit ?? .zero
        var parts = [
            tag("title", text: "Repetition \(run.number): \(run.inWords)"),
            rectangle("bar \(run.verdict.rawValue)", from: .zero, to: elapsed, y: barTop, height: thickness, least: 3),
        ]
        if isLabelled {
            let middle = fixed(y + rowHeight / 2 + 4.5)
            parts.append(
                tag(
                    "text", ["class": "number", "x": fixed(Self.labels - 10), "y": middle, "text-anchor": "end"],
                    text: "\(run.number)"))
            parts.append(
                tag(
                    "text", ["class": "value", "x": fixed(scale.place(max(elapsed, .zero)) + 9), "y": middle],
                    text: label(run)))
        }
        return tag(
            "g",
            [
                "class": "row", "data-repetition": "\(run.number)", "data-verdict": run.verdict.rawValue,
                "data-exit-ms": run.measurements.terminationToExit?.attribute ?? "",
            ], parts)
    }

    private func label(_ run: RehearsalRun) -> String {
        switch run.reason {
        case .exitedInTime(let elapsed), .exitedLate(let elapsed): elapsed.inMilliseconds
        case .killed(let elapsed): "SIGKILL at \(elapsed.inMilliseconds)"
        case .diedOfSIGTERM: "died of SIGTERM"
        case .neverAsked: "SIGKILL at once, no SIGTERM"
        case .failedShutdown(let status): "status \(status)"
        case .trappedInShutdown(let signal): SignalWords.name(of: signal)
        case .endedEarly, .neverReady, .timedOut, .notLaunched, .extensionEnded, .notStarted: "failed before Shutdown"
        }
    }

    /// The lines of the budget and the emulator's limit.
    private func marks(_ bottom: Double) -> [HTML] {
        var marks: [HTML] = []
        if budget > .zero, budget != ShutdownBudget.emulatorLimit, rehearsal.budget.origin != .user {
            marks.append(
                mark(
                    "emulator-mark", "limit", ShutdownBudget.emulatorLimit,
                    "emulator \(ShutdownBudget.emulatorLimit.inMilliseconds)", bottom, anchor: "middle")
            )
        }
        if budget > .zero {
            marks.append(
                mark("budget-mark", "budget", budget, "budget \(budget.inMilliseconds)", bottom, anchor: "middle"))
        }
        return marks
    }

    private func mark(
        _ id: String, _ style: String, _ time: Duration, _ label: String, _ bottom: Double, anchor: String
    ) -> HTML {
        let x = fixed(scale.place(time))
        return tag(
            "g", ["id": id, "class": "mark \(style)", "data-ms": time.attribute],
            [
                tag("line", ["x1": x, "x2": x, "y1": fixed(Self.top - 14), "y2": fixed(bottom)]),
                tag("text", ["x": x, "y": fixed(Self.top - 21), "text-anchor": anchor], text: label),
            ])
    }

    private func rectangle(
        _ style: String, from start: Duration, to end: Duration, y: Double, height: Double, least: Double = 0
    ) -> HTML {
        let x = scale.place(start)
        return tag(
            "rect",
            [
                "class": style, "x": fixed(x), "y": fixed(y), "width": fixed(max(scale.place(end) - x, least)),
                "height": fixed(height), "rx": height >= 10 && least > 0 ? "3" : "0",
            ])
    }
}
