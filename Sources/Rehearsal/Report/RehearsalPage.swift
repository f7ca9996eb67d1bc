/// Rehearsals as one self-contained page: no scripts, no network, style and drawings included.
package struct RehearsalPage: Sendable {
    /// The rehearsals to show, one function after another.
    package let rehearsals: [Rehearsal]
    /// What generated it, such as `swiftlambda 0.1.0`.
    package let generator: String
    /// When it was generated, in words.
    package let date: String

    /// Creates a page of one rehearsal.
    package init(_ rehearsal: Rehearsal, generator: String, date: String) {
        self.init([rehearsal], generator: generator, date: date)
    }

    /// Creates a page of several rehearsals.
    package init(_ rehearsals: [Rehearsal], generator: String, date: String) {
        self.rehearsals = rehearsals
        self.generator = generator
        self.date = date
    }

    /// The page as HTML.
    package var rendered: String {
        let page = tag(
            "html", ["lang": "en"],
            [head, tag("body", ["data-verdict": verdict.rawValue], contents)])
        return "<!doctype html>\n" + page.rendered + "\n"
    }

    private var verdict: RehearsalVerdict { rehearsals.map(\.verdict).max() ?? .crashed }

    private var contents: [HTML] {
        let sections = rehearsals.map { RehearsalSections($0, generator: generator, date: date).main }
        guard rehearsals.count > 1 else { return sections }
        // Identifiers must be unique on a page.
        return [overview] + sections.enumerated().map { $1.prefixingIdentifiers("function-\($0 + 1)-") }
    }

    private var overview: HTML {
        let rows = rehearsals.map { rehearsal in
            tag(
                "tr", ["data-verdict": rehearsal.verdict.rawValue],
                [
                    tag("th", text: rehearsal.subject.function),
                    tag("td", [:], [RunDetails.badge(rehearsal.verdict)]),
                    tag("td", text: rehearsal.headline),
                ])
        }
        return tag(
            "main", ["id": "overview"],
            [
                tag(
                    "section", [:],
                    [
                        tag("p", ["class": "eyebrow"], text: "Shutdown rehearsal"),
                        tag("h1", text: "\(rehearsals.count) functions"),
                        tag("div", ["class": "scroll"], [tag("table", [:], [tag("tbody", [:], rows)])]),
                    ])
            ])
    }

    private var title: String {
        guard let only = rehearsals.first, rehearsals.count == 1 else {
            return "\(rehearsals.count) functions: \(verdict.rawValue)"
        }
        return "\(only.subject.function): \(only.verdict.rawValue)"
    }

    private var head: HTML {
        tag(
            "head", [:],
            [
                tag("meta", ["charset": "utf-8"]),
                tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                tag(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; style-src 'unsafe-inline'",
                    ]),
                tag("meta", ["name": "generator", "content": generator]),
                tag("title", text: title),
                tag("style", [:], [.verbatim(Self.style)]),
            ])
    }
}

extension RehearsalVerdict {
    /// A sign that shows a verdict without colour.
    package var mark: String {
        switch self {
        case .graceful: "✓"
        case .failed, .late: "!"
        case .killed, .noHandler, .neverAsked, .crashed: "✕"
        }
    }
}

extension Rehearsal {
    /// The verdict in a sentence or two.
    package var headline: String {
        let total = runs.count
        let graceful = runs.count { $0.verdict == .graceful }
        guard let worst else { return "" }
        if passes, verdict == .graceful {
            let margin = worstMargin?.inMilliseconds ?? "0 ms"
            return total == 1
                ? "It exited \(margin) before its \(budget.duration.inMilliseconds) budget ended."
                : "All \(total) repetitions exited within \(budget.duration.inMilliseconds); the slowest had \(margin) left."
        }
        let rest = total == 1 ? "" : " \(graceful) of \(total) repetitions were graceful."
        return "It \(worst.inWords)." + rest
    }
}
