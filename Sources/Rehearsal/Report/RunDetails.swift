import LambdaProtocol
import Model

/// One repetition in full: a drawing, its timeline, its sockets, its log.
struct RunDetails {
    let run: RehearsalRun
    /// Whether the lists start unfolded.
    let isOpen: Bool

    static func badge(_ verdict: RehearsalVerdict) -> HTML {
        tag("span", ["class": "badge \(verdict.rawValue)"], text: "\(verdict.mark) \(verdict.rawValue)")
    }

    var section: HTML {
        tag(
            "section",
            ["id": "repetition-\(run.number)", "class": "repetition", "data-verdict": run.verdict.rawValue],
            [
                tag("h2", [:], [.text("Repetition \(run.number) "), Self.badge(run.verdict)]),
                tag("p", ["class": "faint"], text: "It \(run.inWords)."),
                tag("div", ["class": "scroll"], [LifeChart(run: run).drawing]),
                Self.legend, events, sockets, log,
            ])
    }

    /// A legend for the moments in the drawing.
    private static let legend = tag(
        "p", ["class": "legend"],
        [
            ("ready", "connected, ready"), ("terminated", "SIGTERM, SHUTDOWN"), ("killed", "SIGKILL"),
            ("exited", "exit"),
            ("budget", "end of the budget"),
        ].map { tag("span", ["class": $0.0], text: $0.1) })

    private func fold(_ id: String, _ title: String, isOpen: Bool, _ children: [HTML]) -> HTML {
        let attributes: KeyValuePairs<String, String> =
            isOpen ? ["id": "\(id)-\(run.number)", "open": ""] : ["id": "\(id)-\(run.number)"]
        return tag("details", attributes, [tag("summary", text: title)] + children)
    }

    private var events: HTML {
        var previous = Duration.zero
        let rows = run.timeline.map { event -> HTML in
            defer { previous = event.time }
            return tag(
                "li", ["data-at-ms": event.time.attribute],
                [
                    tag("span", ["class": "time"], text: fixed(event.time.exactMilliseconds)),
                    tag("span", ["class": "step"], text: "+" + fixed((event.time - previous).exactMilliseconds)),
                    tag("span", text: event.kind.inWords),
                ])
        }
        return fold(
            "events", "Timeline: \(run.timeline.count) events, in milliseconds", isOpen: isOpen,
            [tag("ol", ["class": "events"], rows)])
    }

    private var sockets: HTML {
        guard let found = run.descriptors else {
            return fold(
                "sockets", "Sockets and descriptors: not available", isOpen: false,
                [tag("p", text: "Only Linux shows which descriptors a process has open.")])
        }
        var rows: [(String, String)] = [
            (run.verdict == .neverAsked ? "Open at SIGKILL" : "Open at SIGTERM", words(found.openAtTermination)),
            ("Open at the exit", openAtExit(found)),
            ("Descriptors after each invocation", found.totals.map(String.init).joined(separator: ", ")),
        ]
        if let growth = found.growth { rows.append(("Opened and never closed", words(growth.opened))) }
        if !run.dropped.isEmpty { rows.append(("Idle connections dropped while frozen", words(run.dropped))) }
        if let handling = found.handling { rows.append(("SIGTERM is", handling.rawValue)) }
        if found.processCount > 1 { rows.append(("Processes at Shutdown", "\(found.processCount)")) }
        let open = run.openAtEnd.map(words) ?? "unknown what was"
        return fold(
            "sockets", "Sockets and descriptors: \(open) open at the end", isOpen: isOpen,
            [
                tag(
                    "table", ["class": "pairs"],
                    [tag("tbody", [:], rows.map { tag("tr", [:], [tag("th", text: $0.0), tag("td", text: $0.1)]) })])
            ])
    }

    private func openAtExit(_ found: DescriptorFindings) -> String {
        guard case .sampled = found.observation else { return found.openAtExit.map(words) ?? "–" }
        guard let open = found.openAtLastLook, let time = found.lastLook else { return "unknown: sampled" }
        return "\(words(open)), sampled \(time.inMilliseconds) before the exit"
    }

    private func words(_ counts: [DescriptorCount]) -> String {
        counts.isEmpty ? "nothing" : counts.map(\.inWords).joined(separator: ", ")
    }

    private var log: HTML {
        guard !run.log.lines.isEmpty else {
            return fold("log", "Log: no lines kept", isOpen: false, [])
        }
        var rows: [HTML] = []
        for (index, line) in run.log.lines.enumerated() {
            if run.log.omittedCount > 0, index == run.log.omittedAfter {
                rows.append(tag("li", ["class": "omitted"], text: "… \(run.log.omittedCount) lines omitted …"))
            }
            rows.append(self.line(line))
        }
        let total = run.log.lines.count + run.log.omittedCount
        return fold(
            "log", "Log: \(total) \(total == 1 ? "line" : "lines")", isOpen: isOpen,
            [tag("ol", ["class": "log"], rows)])
    }

    private func line(_ line: RehearsalLogLine) -> HTML {
        let (style, name) =
            switch line.source {
            case .platform: ("platform", "lambda")
            case .process(.runtime): ("function", "function")
            case .process(let process): ("extension", process.title)
            }
        return tag(
            "li", ["class": style],
            [
                tag("span", ["class": "time"], text: fixed(line.time.exactMilliseconds)),
                tag("span", ["class": "source"], text: name),
                tag("code", text: line.text),
            ])
    }
}
