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

    /// Whether no repetition has anything that counts against the function.
    package var passes: Bool { !runs.isEmpty && runs.allSatisfy(\.passes) }

    /// The repetition to look at: failing ones first, then the worst verdict, then the smallest margin.
    package var worst: RehearsalRun? {
        runs.max { left, right in
            if left.passes != right.passes { return left.passes }
            if left.verdict != right.verdict { return left.verdict < right.verdict }
            return (left.margin ?? .zero) > (right.margin ?? .zero)
        }
    }

    /// The smallest margin among exits after SIGTERM.
    package var worstMargin: Duration? { runs.compactMap(\.margin).min() }

    /// The median margin of exits after SIGTERM.
    package var medianMargin: Duration? { median(runs.compactMap(\.margin)) }

    /// Whether the function was emulated, so that times are not representative.
    package var isEmulated: Bool { runs.contains { $0.circumstances.isEmulated } }

    /// The budget of the worst repetition.
    package var budget: ShutdownBudget { worst?.budget ?? .documented(hasExternal: false, hasInternal: false) }

    /// The number of repetitions with each verdict, the worst first.
    package var counts: [(verdict: RehearsalVerdict, count: Int)] {
        RehearsalVerdict.allCases.reversed().compactMap { verdict in
            let count = runs.count { $0.verdict == verdict }
            return count > 0 ? (verdict, count) : nil
        }
    }
}
