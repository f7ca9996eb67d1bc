/// The verdict on a function's shutdown, from best to worst.
package enum RehearsalVerdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// It exited by itself with status 0 within the budget.
    case graceful
    /// It exited properly, but events failed, so the rehearsal did not cover what will run.
    case failed
    /// It exited by itself with status 0, but only after the budget.
    case late
    /// It was still running when SIGKILL came.
    case killed
    /// It died of SIGTERM's default action.
    case noHandler = "no-handler"
    /// No extension is registered, so SIGKILL comes at once and no cleanup can run.
    case neverAsked = "never-asked"
    /// It failed before or in Shutdown.
    case crashed
}

extension RehearsalVerdict: Comparable {
    /// Orders verdicts from best to worst.
    package static func < (left: RehearsalVerdict, right: RehearsalVerdict) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
