import Model

/// Maps moments to horizontal positions in a drawing.
struct TimeScale {
    /// The time at the right edge.
    let end: Duration
    /// The position of time 0.
    let left: Double
    /// The total width.
    let width: Double

    /// The position of a moment; moments outside go to the edge.
    func place(_ time: Duration) -> Double {
        let share = end > .zero ? time.exactMilliseconds / end.exactMilliseconds : 0
        return left + min(max(share, 0), 1) * width
    }

    /// Round moments for an axis, from 0 to the end.
    func ticks(atMost count: Int) -> [Duration] {
        let total = end.exactMilliseconds
        guard total > 0 else { return [] }
        var step = 0.001
        search: while true {
            for factor in [1.0, 2, 5] where total / (step * factor) <= Double(count) {
                step *= factor
                break search
            }
            step *= 10
        }
        return (0...Int(total / step)).map { .microseconds(Int64((Double($0) * step * 1_000).rounded())) }
    }
}

extension TimeScale {
    /// An axis with a line and a label at each round moment.
    ///
    /// - Parameters:
    ///   - top: the top of the lines.
    ///   - bottom: the bottom of the lines, above the labels.
    ///   - count: how many labels fit.
    func axis(from top: Double, to bottom: Double, atMost count: Int = 8) -> HTML {
        let ticks = ticks(atMost: count)
        let step = ticks.count > 1 ? ticks[1] : .milliseconds(100)
        return tag(
            "g", ["class": "axis"],
            ticks.flatMap { tick -> [HTML] in
                let x = fixed(place(tick))
                return [
                    tag("line", ["x1": x, "x2": x, "y1": fixed(top), "y2": fixed(bottom)]),
                    tag(
                        "text", ["x": x, "y": fixed(bottom + 17), "text-anchor": "middle"],
                        text: tick.axisLabel(step: step)),
                ]
            })
    }
}

/// A number with fixed decimals.
func fixed(_ value: Double, decimals: Int = 1) -> String { DecimalText.of(value, decimals: decimals) }

extension Duration {
    /// Milliseconds for an attribute that programs read.
    var attribute: String { fixed(exactMilliseconds, decimals: 3) }

    /// A time on an axis: `200` in milliseconds below ten seconds, else `12 s`.
    func axisLabel(step: Duration) -> String {
        if self >= .seconds(1), step >= .milliseconds(100) {
            let tenths = Int((exactMilliseconds / 100).rounded())
            return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(DecimalText.of(Int64(tenths), decimals: 1)) s"
        }
        let decimals = step < .milliseconds(1) ? (step < .microseconds(100) ? 2 : 1) : 0
        return self == .zero ? "0" : "\(fixed(exactMilliseconds, decimals: decimals)) ms"
    }
}
