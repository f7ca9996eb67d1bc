/// What counts against a function in a rehearsal, as far as that is a matter of opinion.
package struct RehearsalRules: Sendable, Hashable {
    /// Whether a missing SIGTERM handler counts even if nothing was open at the end.
    package var isStrict: Bool
    /// Whether events may fail.
    package var allowsFailures: Bool

    /// Creates rules; by default, the consequences of a missing handler count, and so do failed events.
    package init(isStrict: Bool = false, allowsFailures: Bool = false) {
        self.isStrict = isStrict
        self.allowsFailures = allowsFailures
    }
}

extension RehearsalRun {
    /// The verdict on the function's shutdown; it is not graceful if events failed.
    package var verdict: RehearsalVerdict {
        reason.verdict == .graceful && hasForbiddenFailures ? .failed : reason.verdict
    }

    /// Whether nothing in it counts against the function.
    package var passes: Bool {
        switch verdict {
        case .graceful: true
        case .noHandler: endedWithoutConsequence && !rules.isStrict && !hasForbiddenFailures
        default: false
        }
    }

    /// Whether it is certain that no outside connection was open when the function ended.
    package var endedWithoutConsequence: Bool { openAtEnd == [] }

    private var hasForbiddenFailures: Bool { !failures.isEmpty && !rules.allowsFailures }

    /// The outside connections open when the function ended; `nil` if unknown.
    package var openAtEnd: [DescriptorCount]? {
        guard let descriptors else { return nil }
        if let atExit = descriptors.openAtExit { return atExit }
        switch reason {
        // Between the look before the signal and the end, the function ran no code of its own.
        case .diedOfSIGTERM, .neverAsked: return descriptors.openAtTermination
        default: return nil
        }
    }
}
