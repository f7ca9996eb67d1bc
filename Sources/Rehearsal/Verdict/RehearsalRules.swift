/// What counts against a function in a rehearsal, where that is a matter of opinion.
package struct RehearsalRules: Sendable, Hashable {
    /// Whether a function without a handler for SIGTERM is refused even where nothing was open at its end.
    package var isStrict: Bool
    /// Whether events may fail.
    package var allowsFailures: Bool

    /// Creates rules; by default the consequence of a missing handler counts, and events that fail do.
    package init(isStrict: Bool = false, allowsFailures: Bool = false) {
        self.isStrict = isStrict
        self.allowsFailures = allowsFailures
    }
}

extension RehearsalRun {
    /// What it says about the function's shutdown; one whose events failed is not graceful.
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

    /// Whether it is known that nothing was open to others when the function ended.
    package var endedWithoutConsequence: Bool { openAtEnd == [] }

    private var hasForbiddenFailures: Bool { !failures.isEmpty && !rules.allowsFailures }

    /// The sockets to others that were open when the function ended; `nil` where that is not known.
    package var openAtEnd: [DescriptorCount]? {
        guard let descriptors else { return nil }
        if let atExit = descriptors.openAtExit { return atExit }
        switch reason {
        // From the look before the signal to the end nothing of the function's own ran.
        case .diedOfSIGTERM, .neverAsked: return descriptors.openAtTermination
        default: return nil
        }
    }
}
