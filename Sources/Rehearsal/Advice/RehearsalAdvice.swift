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
                + " AWS's emulator would wait \(ShutdownBudget.emulatorLimit.inMilliseconds), so it passes there."
        case .exitedLate: run.budget.inWords
        case .killed:
            if run.descriptors?.handling == .ignored {
                "It ignores SIGTERM, so that no cleanup runs. \(run.budget.inWords)"
            } else {
                "Its cleanup did not end. \(run.budget.inWords)"
            }
        case .diedOfSIGTERM: withoutHandler
        case .neverAsked:
            switch run.descriptors?.handling {
            case .handled:
                "Lambda sends SIGTERM only where an extension is registered. "
                    + "The function handles SIGTERM, but nothing would ever send it."
            case .ignored, .standard:
                "Lambda sends SIGTERM only where an extension is registered. Neither does the function handle SIGTERM."
            case nil: "Lambda sends SIGTERM only where an extension is registered."
            }
        case .notLaunched(_, let reason): reason
        case .extensionEnded:
            "Lambda ends the environment when an extension ends. The function itself may be fine.\n" + lastWords
        case .endedEarly, .trappedInShutdown, .notStarted: lastWords
        case .failedShutdown:
            "Lambda does not look at the status; the function itself says that its cleanup failed.\n" + lastWords
        case .neverReady: "Lambda then tries Init once more, with the first event and within its timeout.\n" + lastWords
        case .timedOut:
            "Lambda then resets the environment: all processes end, and the next event starts new ones.\n" + lastWords
        }
    }

    private var withoutHandler: String {
        guard let open = run.openAtEnd else {
            return "Lambda asks, but nothing in the function listens. What it had open at its end is not known here."
        }
        guard open.isEmpty else {
            return "Lambda asks, but nothing in the function listens: "
                + "\(open.map(\.inWords).joined(separator: ", ")) is left open, and what the function buffers is lost."
        }
        return "No connection was open at its end, so nothing is cut off; only what the function buffers would be lost."
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
        case .diedOfSIGTERM: run.passes ? [handler, "refuse this as well, in CI: --strict"] : [handler]
        case .neverAsked:
            [
                "give the function the Lambda Insights layer: insights: true in swiftlambda.yaml, then swiftlambda terraform",
                "or let it register an internal extension, which needs no layer and gives "
                    + ShutdownBudget.documented(hasExternal: false, hasInternal: true).duration.inMilliseconds,
            ] + (run.descriptors?.handling == .handled ? [] : [handler])
        case .notLaunched(.runtime, _):
            subject.code.hasSuffix(".zip")
                ? ["look at all of it: swiftlambda inspect \(subject.code)"]
                : ["see that its bootstrap is a program for Linux, or a script whose first line names an interpreter"]
        case .notLaunched(.extension(let name), _):
            ["give a layer for \(subject.architecture) whose extensions/\(name) can be executed"]
        case .extensionEnded: ["rehearse without its layer to see whether the function is fine: leave --layer out"]
        case .endedEarly, .trappedInShutdown, .notStarted, .failedShutdown:
            ["see what it does with its log: swiftlambda invoke \(subject.code)"]
        case .neverReady: ["let the function ask for GET /2018-06-01/runtime/invocation/next in time"]
        case .timedOut: ["raise the function's timeout, or find out what it waits for"]
        }
    }

    /// What to do about events that fail.
    static func failureHints(_ rules: RehearsalRules) -> [String] {
        ["give an event that the function understands: --event FILE, or --event '{…}'"]
            + (rules.allowsFailures ? [] : ["or let events fail and judge the shutdown alone: --allow-failures"])
    }

    private var handler: String {
        subject.isSwift
            ? "handle SIGTERM: gracefulShutdownSignals: [.sigterm] of ServiceLifecycle, or a DispatchSource for SIGTERM, then exit(0)"
            : "handle SIGTERM: close what is open, then exit with status 0"
    }

    /// The last lines that the process in question wrote, which mostly say what was wrong.
    private var lastWords: String {
        let lines = run.log.lines.filter { isInQuestion($0.source) }.suffix(6).map(\.text)
        return lines.isEmpty ? "It wrote nothing to its log." : "It wrote last:\n" + lines.joined(separator: "\n")
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
