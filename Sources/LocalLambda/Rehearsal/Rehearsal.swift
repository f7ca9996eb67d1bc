public import Model

/// What was rehearsed, and how.
public struct RehearsalSubject: Sendable, Hashable {
    /// The function's name.
    public var function: String
    /// The archive or directory, as the user would type it.
    public var code: String
    /// What it is built for.
    public var architecture: Architecture
    /// Memory in MB.
    public var memory: Int
    /// The extension that swiftlambda plays, or `none`.
    public var standIn: String
    /// How many invocations each repetition has.
    public var invocations: Int
    /// How long the processes are stopped between two events, where they are.
    public var freeze: Duration?
    /// Whether it is written in Swift, so that advice may name what Swift has.
    public var isSwift: Bool

    /// Creates a subject.
    public init(
        function: String, code: String, architecture: Architecture, memory: Int, standIn: String, invocations: Int,
        freeze: Duration? = nil, isSwift: Bool = true
    ) {
        self.function = function
        self.code = code
        self.architecture = architecture
        self.memory = memory
        self.standIn = standIn
        self.invocations = invocations
        self.freeze = freeze
        self.isSwift = isSwift
    }
}

/// All repetitions of a rehearsal.
public struct Rehearsal: Sendable, Hashable {
    /// What was rehearsed.
    public var subject: RehearsalSubject
    /// The repetitions, in order; at least one.
    public var runs: [RehearsalRun]

    /// Creates a rehearsal from its repetitions.
    public init(subject: RehearsalSubject, runs: [RehearsalRun]) {
        self.subject = subject
        self.runs = runs
    }

    /// The worst verdict of all repetitions.
    public var verdict: RehearsalVerdict { worst?.verdict ?? .crashed }

    /// Whether nothing in any repetition counts against the function.
    public var passes: Bool { !runs.isEmpty && runs.allSatisfy(\.passes) }

    /// The repetition to look at: what counts against the function, the worst verdict, the least margin.
    public var worst: RehearsalRun? {
        runs.max { left, right in
            if left.passes != right.passes { return left.passes }
            if left.verdict != right.verdict { return left.verdict < right.verdict }
            return (left.margin ?? .zero) > (right.margin ?? .zero)
        }
    }

    /// The least margin of those that exited after SIGTERM.
    public var worstMargin: Duration? { runs.compactMap(\.margin).min() }

    /// The median margin of those that exited after SIGTERM.
    public var medianMargin: Duration? { median(runs.compactMap(\.margin)) }

    /// Whether another machine's instructions were emulated, so that times are not the function's own.
    public var isEmulated: Bool { runs.contains { $0.circumstances.isEmulated } }

    /// The budget that the worst repetition had.
    public var budget: ShutdownBudget { worst?.budget ?? .documented(hasExternal: false, hasInternal: false) }

    /// How many repetitions have each verdict, the worst first.
    public var counts: [(verdict: RehearsalVerdict, count: Int)] {
        RehearsalVerdict.allCases.reversed().compactMap { verdict in
            let count = runs.count { $0.verdict == verdict }
            return count > 0 ? (verdict, count) : nil
        }
    }
}

/// The middle of durations, or the mean of the two in the middle.
public func median(_ durations: [Duration]) -> Duration? {
    guard !durations.isEmpty else { return nil }
    let sorted = durations.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
