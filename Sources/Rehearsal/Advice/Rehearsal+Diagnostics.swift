import LambdaProtocol
package import Model

extension Rehearsal {
    /// What to report to the user: an error with its fix for each verdict that counts against the function, then other
    /// observations.
    package var diagnostics: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for (verdict, count) in counts where verdict != .graceful {
            // The worst repetition with this verdict is described in full, the others are only counted.
            guard let run = Rehearsal(subject: subject, runs: runs.filter { $0.verdict == verdict }).worst else {
                continue
            }
            var diagnostic = RehearsalAdvice(run: run, subject: subject).diagnostic
            if runs.count > 1 { diagnostic.summary += " (\(count) of \(runs.count) repetitions)" }
            diagnostics.append(diagnostic)
        }
        return diagnostics + observations
    }

    /// What was observed besides the verdict.
    private var observations: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        if let failed = failedInvocation { diagnostics.append(failed) }
        if let growth = runs.lazy.compactMap(\.descriptors?.growth).first { diagnostics.append(growth.diagnostic) }
        if let open = openSockets { diagnostics.append(open) }
        if let sampled = sampling { diagnostics.append(sampled) }
        if isEmulated {
            diagnostics.append(
                Diagnostic(
                    .note, "rehearsal.emulated",
                    "\(subject.architecture) is emulated on this machine, so everything takes several times longer than on Lambda"
                ))
        }
        if let reason = runs.lazy.compactMap(\.circumstances.notIsolated).first {
            diagnostics.append(
                Diagnostic(
                    .note, "rehearsal.not-isolated", "the function was not isolated from this machine's files",
                    explanation: reason))
        }
        for path in runs.flatMap(\.circumstances.leftBehind).prefix(3) {
            diagnostics.append(.warning("rehearsal.left-behind", "the directory '\(path)' could not be removed"))
        }
        return diagnostics
    }

    /// The connections left open, from the repetition with the most of them.
    private var openSockets: Diagnostic? {
        let left = runs.compactMap { run -> (run: RehearsalRun, sockets: [DescriptorCount])? in
            // A missing handler's diagnostic names them already.
            guard run.verdict != .noHandler, let sockets = run.openAtEnd, !sockets.isEmpty else { return nil }
            return (run, sockets)
        }
        func total(_ sockets: [DescriptorCount]) -> Int { sockets.reduce(0) { $0 + $1.count } }
        guard let (run, sockets) = left.max(by: { total($0.sockets) < total($1.sockets) }) else { return nil }
        let names = sockets.map(\.inWords).joined(separator: ", ")
        return .warning(
            "rehearsal.sockets-left-open", "the function left \(names) open",
            explanation: "The other end sees the connection drop without notice, or only notices after a timeout.",
            hints: run.verdict <= .late
                ? ["on SIGTERM, close it as its protocol requires before the function exits"] : [])
    }

    /// The events that failed, unless a verdict already reports them.
    private var failedInvocation: Diagnostic? {
        guard verdict != .crashed, !counts.contains(where: { $0.verdict == .failed }),
            let run = runs.first(where: { !$0.failures.isEmpty }), let failure = run.failures.first
        else { return nil }
        return Diagnostic(
            run.rules.allowsFailures ? .warning : .error, "rehearsal.invocation-failed",
            "\(run.failedEvents) failed, the first with \(failure.errorType)", explanation: failure.body,
            hints: RehearsalAdvice.failureHints(run.rules))
    }

    /// Notes that the exit was only sampled, with the last sample.
    private var sampling: Diagnostic? {
        for run in runs {
            guard case .sampled(let reason) = run.descriptors?.observation, run.measurements.terminationToExit != nil
            else { continue }
            var explanation = "The function could not be paused at its exit: \(reason)."
            if run.descriptors?.openAtExit == nil, let open = run.descriptors?.openAtLastLook,
                let time = run.descriptors?.lastLook
            {
                explanation +=
                    " \(open.map(\.inWords).joined(separator: ", ")) was open \(time.inMilliseconds) before it;"
                explanation += " whether it was closed afterwards is unknown."
            }
            return Diagnostic(
                .note, "rehearsal.sampled", "open connections were sampled, not read at the moment of the exit",
                explanation: explanation)
        }
        return nil
    }
}

extension DescriptorGrowth {
    var diagnostic: Diagnostic {
        let opened = opened.map(\.inWords).joined(separator: ", ")
        return .warning(
            "rehearsal.descriptors-grow",
            "every invocation leaves descriptors open: \(totals.map(String.init).joined(separator: ", "))",
            explanation: (opened.isEmpty ? "" : "Opened since the first invocation and still open: \(opened).\n")
                + "Lambda allows \(InvocationLimits.openFiles); a long-lived environment runs out of them.",
            hints: ["connect once, outside the handler, or close the connection before the handler returns"])
    }
}
