import Model

/// Everything that a page shows about one rehearsal.
struct RehearsalSections {
    private let rehearsal: Rehearsal
    private let generator: String
    private let date: String

    /// The number of repetitions shown in full; the others only appear in the tables.
    private static let detailed = 20

    init(_ rehearsal: Rehearsal, generator: String, date: String) {
        self.rehearsal = rehearsal
        self.generator = generator
        self.date = date
    }

    var main: HTML {
        tag("main", [:], [header, chart, numbers, advice, table].compactMap { $0 } + details + [footer])
    }

    private var subject: RehearsalSubject { rehearsal.subject }

    private var header: HTML {
        tag(
            "header", ["id": "summary", "class": rehearsal.verdict.rawValue],
            [
                tag("p", ["class": "eyebrow"], text: "Shutdown rehearsal"),
                tag("h1", text: subject.function),
                tag(
                    "p", ["class": "verdict"],
                    [
                        tag("span", ["class": "mark", "aria-hidden": "true"], text: rehearsal.verdict.mark),
                        tag(
                            "strong", ["id": "verdict", "data-verdict": rehearsal.verdict.rawValue],
                            text: rehearsal.verdict.rawValue),
                    ]),
                tag("p", ["class": "lead", "id": "lead"], text: rehearsal.headline),
            ])
    }

    private var chart: HTML {
        tag(
            "section", ["id": "shutdown"],
            [
                tag("h2", text: "From SIGTERM to the exit"),
                tag("p", ["class": "faint"], text: rehearsal.budget.inWords),
                tag("div", ["class": "scroll"], [ShutdownChart(rehearsal: rehearsal).drawing]),
            ])
    }

    private var numbers: HTML {
        let runs = rehearsal.runs
        let initialization = median(runs.compactMap(\.measurements.initialization))
        let responses = runs.flatMap { $0.measurements.invocations.compactMap(\.untilResponse) }
        let exits = runs.compactMap(\.measurements.terminationToExit)
        let figures: [(id: String, name: String, value: Duration?)] = [
            ("worst-margin", "Worst margin", rehearsal.worstMargin),
            ("median-margin", "Median margin", rehearsal.medianMargin),
            ("slowest-exit", "SIGTERM to exit, worst", exits.max()),
            ("init", "Init, median", initialization),
            ("response", "Response, median", median(responses)),
        ]
        return tag(
            "section", ["id": "numbers"],
            [
                tag(
                    "dl", ["class": "figures"],
                    figures.map { figure in
                        tag(
                            "div", ["id": figure.id, "data-ms": figure.value?.attribute ?? ""],
                            [
                                tag("dt", text: figure.name),
                                tag("dd", text: figure.value?.inMilliseconds ?? "–"),
                            ])
                    })
            ])
    }

    private var advice: HTML? {
        let diagnostics = rehearsal.diagnostics
        guard !diagnostics.isEmpty else { return nil }
        return tag(
            "section", ["id": "advice"],
            [tag("h2", text: "What to do")]
                + diagnostics.map { diagnostic in
                    tag(
                        "div",
                        ["class": "advice \(diagnostic.severity.rawValue)", "data-identifier": diagnostic.identifier],
                        [tag("h3", text: "\(diagnostic.severity.rawValue): \(diagnostic.summary)")]
                            + (diagnostic.explanation.map { [tag("p", ["class": "explanation"], text: $0)] } ?? [])
                            + (diagnostic.hints.isEmpty
                                ? [] : [tag("ul", [:], diagnostic.hints.map { tag("li", text: $0) })]))
                })
    }

    private var table: HTML {
        let columns = ["", "Verdict"] + RehearsalRow.Figure.allCases.map(\.title) + [RehearsalRow.openTitle]
        return tag(
            "section", ["id": "repetitions"],
            [
                tag("h2", text: "Repetitions"),
                tag(
                    "div", ["class": "scroll"],
                    [
                        tag(
                            "table", [:],
                            [
                                tag("thead", [:], [tag("tr", [:], columns.map { tag("th", text: $0) })]),
                                tag("tbody", [:], rehearsal.runs.map { row(RehearsalRow($0)) }),
                            ])
                    ]),
            ])
    }

    private func row(_ row: RehearsalRow) -> HTML {
        let cells = RehearsalRow.Figure.allCases.map { figure in
            tag("td", ["class": "figure"], text: row[figure]?.inMilliseconds ?? "–")
        }
        return tag(
            "tr",
            [
                "data-repetition": "\(row.number)", "data-verdict": row.verdict.rawValue,
                "data-margin-ms": row[.margin]?.attribute ?? "",
            ],
            [tag("th", text: "\(row.number)"), tag("td", [:], [RunDetails.badge(row.verdict)])] + cells
                + [tag("td", ["class": "open"], text: row.openAtEnd ?? "–")])
    }

    /// The repetitions in full: the first ones, and the worst whatever its number.
    private var details: [HTML] {
        var shown = Array(rehearsal.runs.prefix(Self.detailed))
        if let worst = rehearsal.worst, !shown.contains(where: { $0.number == worst.number }) { shown.append(worst) }
        return shown.map { RunDetails(run: $0, isOpen: $0.number == rehearsal.worst?.number).section }
    }

    private var footer: HTML {
        var words = [
            "\(subject.code), \(subject.architecture.rawValue), \(subject.memory) MB",
            "extension: \(subject.standIn)", "\(subject.invocations) invocations a repetition",
        ]
        if let freeze = subject.freeze { words.append("frozen for \(freeze.inMilliseconds) after each") }
        if rehearsal.isEmulated { words.append("emulated: times are not representative") }
        return tag(
            "footer", ["id": "how"],
            [
                tag("p", text: words.joined(separator: " · ")),
                tag("p", text: "\(generator) · \(date)"),
            ])
    }
}
