public import Model

extension Rehearsal {
    /// What to tell the user: an error for each verdict but `graceful`, with its fix, and then what else was seen.
    public var diagnostics: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for (verdict, count) in counts where verdict != .graceful {
            // The worst repetition with this verdict is told in full, the others are counted.
            guard let run = Rehearsal(subject: subject, runs: runs.filter { $0.verdict == verdict }).worst else {
                continue
            }
            var diagnostic = RehearsalAdvice(run: run, subject: subject).diagnostic
            if runs.count > 1 { diagnostic.summary += " (\(count) of \(runs.count) repetitions)" }
            diagnostics.append(diagnostic)
        }
        return diagnostics + observations
    }

    /// What was seen besides the verdict.
    private var observations: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        if let failure = runs.lazy.compactMap(\.failures.first).first, verdict != .crashed {
            diagnostics.append(
                .warning(
                    "rehearsal.invocation-failed",
                    "invocation \(failure.invocation) failed with \(failure.errorType)",
                    explanation: failure.body,
                    hints: ["give an event that the function understands with --event FILE"]))
        }
        if let growth = runs.lazy.compactMap(\.descriptors?.growth).first { diagnostics.append(growth.diagnostic) }
        if let open = openSockets { diagnostics.append(open) }
        if isEmulated {
            diagnostics.append(
                Diagnostic(
                    .note, "rehearsal.emulated",
                    "\(subject.architecture) is emulated on this machine, so times are several times longer than on Lambda"
                ))
        }
        if let reason = runs.lazy.compactMap(\.circumstances.notIsolated).first {
            diagnostics.append(
                Diagnostic(
                    .note, "rehearsal.not-isolated", "the function was not kept apart from this machine's files",
                    explanation: reason))
        }
        for path in runs.flatMap(\.circumstances.leftBehind).prefix(3) {
            diagnostics.append(.warning("rehearsal.left-behind", "the directory '\(path)' could not be removed"))
        }
        return diagnostics
    }

    /// The connections that nobody closed, in the repetition that has most of them.
    private var openSockets: Diagnostic? {
        let left = runs.compactMap { run -> (run: RehearsalRun, sockets: [DescriptorCount])? in
            guard let sockets = run.openAtEnd, !sockets.isEmpty else { return nil }
            return (run, sockets)
        }
        func total(_ sockets: [DescriptorCount]) -> Int { sockets.reduce(0) { $0 + $1.count } }
        guard let (run, sockets) = left.max(by: { total($0.sockets) < total($1.sockets) }) else { return nil }
        let names = sockets.map(\.inWords).joined(separator: ", ")
        guard run.verdict <= .late else {
            return .warning(
                "rehearsal.sockets-left-open", "nobody closed \(names)",
                explanation: "The other end sees the connection end without a word, or only notices after a timeout.")
        }
        let moment = run.descriptors?.lastLook.map { "\($0.inMilliseconds) before the exit" } ?? "before the exit"
        return Diagnostic(
            .note, "rehearsal.sockets-left-open", "\(names) was still open \(moment)",
            explanation: "It was closed in the very last moment, or left for the exit to close.",
            hints: ["close it when SIGTERM comes, by its protocol, before the function exits"])
    }
}

extension RehearsalRun {
    /// The sockets to others that were open when the function ended.
    public var openAtEnd: [DescriptorCount]? {
        descriptors.map { verdict <= .late ? $0.openAtExit ?? [] : $0.openAtExit ?? $0.openAtTermination }
    }
}

extension DescriptorCount {
    /// The name, with the number where there are several.
    public var inWords: String { count == 1 ? name : "\(name) (\(count) times)" }
}

extension DescriptorGrowth {
    var diagnostic: Diagnostic {
        let opened = opened.map(\.inWords).joined(separator: ", ")
        return .warning(
            "rehearsal.descriptors-grow",
            "every invocation leaves descriptors open: \(totals.map(String.init).joined(separator: ", "))",
            explanation: (opened.isEmpty ? "" : "Opened since the first invocation and still open: \(opened).\n")
                + "Lambda allows 1024; an environment that lives long enough runs out of them.",
            hints: ["make the connection once, outside the handler, or close it before the handler returns"])
    }
}
