/// All repetitions of a rehearsal.
package struct Rehearsal: Sendable, Hashable {
    /// What was rehearsed.
    package var subject: RehearsalSubject
    /// The repetitions, in order; at least one.
    package var runs: [RehearsalRun]

    /// Creates a rehearsal from its repetitions.
    package init(subject: RehearsalSubject, runs: [RehearsalRun]) {
        self.subject = subject
        self.runs = runs
    }

    /// The worst verdict of all repetitions.
    package var verdict: RehearsalVerdict { worst?.verdict ?? .crashed }

    /// Whether nothing in any repetition counts against the function.
    package var passes: Bool { !runs.isEmpty && runs.allSatisfy(\.passes) }

    /// The repetition to look at: what counts against the function, the worst verdict, the least margin.
    package var worst: RehearsalRun? {
        runs.max { left, right in
            if left.passes != right.passes { return left.passes }
            if left.verdict != right.verdict { return left.verdict < right.verdict }
            return (left.margin ?? .zero) > (right.margin ?? .zero)
        }
    }

    /// The least margin of those that exited after SIGTERM.
    package var worstMargin: Duration? { runs.compactMap(\.margin).min() }

    /// The median margin of those that exited after SIGTERM.
    package var medianMargin: Duration? { median(runs.compactMap(\.margin)) }

    /// Whether another machine's instructions were emulated, so that times are not the function's own.
    package var isEmulated: Bool { runs.contains { $0.circumstances.isEmulated } }

    /// The budget that the worst repetition had.
    package var budget: ShutdownBudget { worst?.budget ?? .documented(hasExternal: false, hasInternal: false) }

    /// How many repetitions have each verdict, the worst first.
    package var counts: [(verdict: RehearsalVerdict, count: Int)] {
        RehearsalVerdict.allCases.reversed().compactMap { verdict in
            let count = runs.count { $0.verdict == verdict }
            return count > 0 ? (verdict, count) : nil
        }
    }
}
