import LambdaProtocol

/// Draws one repetition from start to end, to scale: the phases, and each process below them.
struct LifeChart {
    let run: RehearsalRun

    private static let width = 1_000.0
    private static let labels = 190.0
    private static let lane = 34.0
    private static let top = 8.0

    /// A named span of time.
    private struct Block {
        var style: String
        var title: String
        var start: Duration
        var end: Duration
    }

    /// A named moment.
    private struct Moment {
        var style: String
        var title: String
        var time: Duration
    }

    private var scale: TimeScale {
        TimeScale(
            end: max(run.timeline.last?.time ?? .zero, budgetEnd ?? .zero, .milliseconds(1)), left: Self.labels,
            width: Self.width - Self.labels - 24)
    }

    /// The end of the budget.
    private var budgetEnd: Duration? {
        guard run.budget.duration > .zero else { return nil }
        return run.measurements.terminatedAt.map { $0 + run.budget.duration }
    }

    var drawing: HTML {
        let processes = self.processes
        let bottom = Self.top + Self.lane * Double(processes.count + 1)
        var parts = [scale.axis(from: Self.top, to: bottom, atMost: 9), lane("phases", at: 0, phases, [])]
        for (index, process) in processes.enumerated() {
            parts.append(
                lane(process.title, at: index + 1, lives(of: process), moments(of: process)))
        }
        return tag(
            "svg",
            [
                "id": "life-\(run.number)", "class": "chart life", "viewBox": "0 0 1000 \(fixed(bottom + 24))",
                "role": "img", "aria-label": "Repetition \(run.number) from start to end",
                "data-end-ms": scale.end.attribute,
            ], parts)
    }

    /// The processes, the runtime first and the others in order of appearance.
    private var processes: [EnvironmentProcess] {
        var processes: [EnvironmentProcess] = [.runtime]
        for event in run.timeline {
            switch event.kind {
            case .started(let process): if !processes.contains(process) { processes.append(process) }
            case .registered(let name, true):
                if !processes.contains(.extension(name)) { processes.append(.extension(name)) }
            default: break
            }
        }
        return processes
    }

    private var phases: [Block] {
        run.phases.map { Block(style: $0.kind.rawValue, title: $0.title, start: $0.start, end: $0.end) }
    }

    private func lives(of process: EnvironmentProcess) -> [Block] {
        var blocks: [Block] = []
        var start: Duration?
        func close(at time: Duration) {
            if let begun = start {
                blocks.append(Block(style: "process", title: process.title, start: begun, end: time))
            }
            start = nil
        }
        for event in run.timeline {
            switch event.kind {
            case .started(process), .registered(extension: process.title, isExternal: true): start = start ?? event.time
            case .exited(process, _): close(at: event.time)
            case .shutdownEnded: close(at: event.time)
            default: break
            }
        }
        if let end = run.timeline.last?.time { close(at: end) }
        return blocks
    }

    private func moments(of process: EnvironmentProcess) -> [Moment] {
        run.timeline.compactMap { event in
            let style: String? =
                switch event.kind {
                case .connected, .runtimeReady: process == .runtime ? "ready" : nil
                case .extensionReady(let name): process == .extension(name) ? "ready" : nil
                case .terminated(process): "terminated"
                case .killed(process): "killed"
                case .exited(process, _): "exited"
                case .shutdownDelivered(let name): process == .extension(name) ? "terminated" : nil
                default: nil
                }
            return style.map { Moment(style: $0, title: event.kind.inWords, time: event.time) }
        }
    }

    private func lane(_ title: String, at index: Int, _ blocks: [Block], _ moments: [Moment]) -> HTML {
        let y = Self.top + Self.lane * Double(index)
        let name = title.count > 25 ? title.prefix(24) + "…" : title
        return tag(
            "g", ["class": "lane"],
            [tag("text", ["class": "name", "x": "0", "y": fixed(y + 20)], text: name)]
                + blocks.map { block($0, y: y) }
                + moments.map { moment($0, y: y) }
                + (budgetMark(title, y: y).map { [$0] } ?? []))
    }

    private func block(_ block: Block, y: Double) -> HTML {
        let x = scale.place(block.start)
        let width = max(scale.place(block.end) - x, 1.5)
        let length = (block.end - block.start).inMilliseconds
        var parts = [
            tag("title", text: "\(block.title): \(length)"),
            tag(
                "rect",
                [
                    "class": "block \(block.style)", "x": fixed(x), "y": fixed(y + 4), "width": fixed(width),
                    "height": fixed(Self.lane - 10), "rx": "3",
                ]),
        ]
        let label = "\(block.title) \(length)"
        // The text takes about seven units a character at its size.
        let text = [label, block.title].first { Double($0.count) * 7 + 10 <= width }
        if let text, block.style != "process" {
            parts.append(tag("text", ["class": "caption", "x": fixed(x + 6), "y": fixed(y + 20)], text: text))
        }
        return tag("g", ["class": "span", "data-ms": (block.end - block.start).attribute], parts)
    }

    private func moment(_ moment: Moment, y: Double) -> HTML {
        let x = fixed(scale.place(moment.time))
        return tag(
            "g", ["class": "moment \(moment.style)", "data-at-ms": moment.time.attribute],
            [
                tag("title", text: "\(moment.title) at \(moment.time.inMilliseconds)"),
                tag("line", ["x1": x, "x2": x, "y1": fixed(y + 1), "y2": fixed(y + Self.lane - 3)]),
            ])
    }

    /// The end of the budget, in the lane of the phases.
    private func budgetMark(_ title: String, y: Double) -> HTML? {
        guard title == "phases", let end = budgetEnd else { return nil }
        let x = fixed(scale.place(end))
        return tag(
            "g", ["class": "mark budget", "data-at-ms": end.attribute],
            [
                tag("title", text: "end of the budget at \(end.inMilliseconds)"),
                tag("line", ["x1": x, "x2": x, "y1": fixed(y), "y2": fixed(y + Self.lane)]),
            ])
    }
}
