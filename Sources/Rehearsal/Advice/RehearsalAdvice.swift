import LambdaProtocol
import Model

/// Why a repetition was not graceful, and what to do.
struct RehearsalAdvice {
    let run: RehearsalRun
    let subject: RehearsalSubject

    var diagnostic: Diagnostic {
        Diagnostic(
            run.passes ? .warning : .error, "rehearsal.\(run.verdict.rawValue)", "\(subject.function) \(run.inWords)",
            explanation: explanation, hints: hints)
    }

    private var budget: String { run.budget.duration.inMilliseconds }

    private var explanation: String {
        switch run.reason {
        case .exitedInTime:
            run.failures.first.map { "The first failed with \($0.errorType):\n\($0.body)\n" + lastWords }
                ?? run.budget.inWords
        case .exitedLate(let elapsed) where elapsed < ShutdownBudget.emulatorLimit:
            run.budget.inWords
                + " AWS's emulator waits \(ShutdownBudget.emulatorLimit.inMilliseconds), so the function passes there."
        case .exitedLate: run.budget.inWords
        case .killed:
            if run.descriptors?.handling == .ignored {
                "It ignores SIGTERM, so no cleanup runs. \(run.budget.inWords)"
            } else {
                "Its cleanup did not finish. \(run.budget.inWords)"
            }
        case .diedOfSIGTERM: withoutHandler
        case .neverAsked:
            switch run.descriptors?.handling {
            case .handled:
                "Lambda sends SIGTERM only if an extension is registered. "
                    + "The function handles SIGTERM, but would never receive it."
            case .ignored, .standard:
                "Lambda sends SIGTERM only if an extension is registered. The function does not handle SIGTERM either."
            case nil: "Lambda sends SIGTERM only if an extension is registered."
            }
        case .notLaunched(_, let reason): reason
        case .extensionEnded:
            "Lambda ends the environment when an extension ends. The function itself may be fine.\n" + lastWords
        case .endedEarly, .trappedInShutdown, .notStarted: lastWords
        case .failedShutdown:
            "Lambda ignores the status, but the function itself reports that its cleanup failed.\n" + lastWords
        case .neverReady: "Lambda then retries Init once, with the first event and within its timeout.\n" + lastWords
        case .timedOut:
            "Lambda then resets the environment: all processes end, and the next event starts new ones.\n" + lastWords
        }
    }

    private var withoutHandler: String {
        guard let open = run.openAtEnd else {
            return "Lambda sends SIGTERM, but the function does not handle it. What it had open at its end is unknown."
        }
        guard open.isEmpty else {
            return "Lambda sends SIGTERM, but the function does not handle it: "
                + "\(open.map(\.inWords).joined(separator: ", ")) is left open, and buffered data is lost."
        }
        return "No connection was open at its end, so nothing is cut off; only buffered data would be lost."
    }

    private var hints: [String] {
        switch run.reason {
        case .exitedInTime: run.failures.isEmpty ? [] : Self.failureHints(run.rules)
        case .exitedLate, .killed:
            run.descriptors?.handling == .ignored
                ? [handler]
                : [
                    "give the cleanup a deadline below \(budget), close what matters first, then exit(0)",
                    "rehearse again: swiftlambda rehearse \(subject.code)",
                ]
        case .diedOfSIGTERM: run.passes ? [handler, "to reject this too, for example in CI, use --strict"] : [handler]
        case .neverAsked:
            [
                "add the Lambda Insights layer: set insights: true in swiftlambda.yaml, then run swiftlambda terraform",
                "or register an internal extension in the function, which needs no layer and gives "
                    + ShutdownBudget.documented(hasExternal: false, hasInternal: true).duration.inMilliseconds,
            ] + (run.descriptors?.handling == .handled ? [] : [handler])
        case .notLaunched(.runtime, _):
            subject.code.hasSuffix(".zip")
                ? ["see the details: swiftlambda inspect \(subject.code)"]
                : ["make sure that its bootstrap is a Linux program, or a script whose first line names an interpreter"]
        case .notLaunched(.extension(let name), _):
            ["use a layer for \(subject.architecture) whose extensions/\(name) is executable"]
        case .extensionEnded: ["rehearse without its layer (omit --layer) to see whether the function itself is fine"]
        case .endedEarly, .trappedInShutdown, .notStarted, .failedShutdown:
            ["run it and watch its log: swiftlambda invoke \(subject.code)"]
        case .neverReady: ["make the function request GET /2018-06-01/runtime/invocation/next in time"]
        case .timedOut: ["raise the function's timeout, or find out what it waits for"]
        }
    }

    /// What to do about events that fail.
    static func failureHints(_ rules: RehearsalRules) -> [String] {
        ["use an event that the function understands: --event FILE, or --event '{…}'"]
            + (rules.allowsFailures ? [] : ["or ignore failed events and judge only the shutdown: --allow-failures"])
    }

    private var handler: String {
        subject.isSwift
            ? "handle SIGTERM: use ServiceLifecycle's gracefulShutdownSignals: [.sigterm], or a DispatchSource for SIGTERM, then exit(0)"
            : "handle SIGTERM: close open connections, then exit with status 0"
    }

    /// The last lines of the process in question, which usually say what was wrong.
    private var lastWords: String {
        let lines = run.log.lines.filter { isInQuestion($0.source) }.suffix(6).map(\.text)
        return lines.isEmpty ? "It wrote nothing to its log." : "Its last lines:\n" + lines.joined(separator: "\n")
    }

    private func isInQuestion(_ source: RehearsalLogLine.Source) -> Bool {
        switch (run.reason, source) {
        case (.extensionEnded(let name, _), .process(let process)): process == .extension(name)
        case (.notStarted(let reason), .process(.extension)): reason.hasPrefix("Extension.")
        case (.notStarted(let reason), .process(.runtime)): !reason.hasPrefix("Extension.")
        case (_, let source): source == .process(.runtime)
        }
    }
}
