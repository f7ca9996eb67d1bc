import Model

/// Why a repetition was not graceful, and what to do.
struct RehearsalAdvice {
    let run: RehearsalRun
    let subject: RehearsalSubject

    var diagnostic: Diagnostic {
        .error(
            "rehearsal.\(run.verdict.rawValue)", "\(subject.function) \(run.reason.inWords)", explanation: explanation,
            hints: hints)
    }

    private var budget: String { run.budget.duration.inMilliseconds }

    private var explanation: String {
        switch run.reason {
        case .exitedInTime: run.budget.inWords
        case .exitedLate(let elapsed):
            """
            \(run.budget.inWords) It needs \((elapsed - run.budget.duration).inMilliseconds) more than that. \
            AWS's emulator would wait \(ShutdownBudget.emulatorLimit.inMilliseconds), so it passes there.
            """
        case .killed:
            if run.descriptors?.handling == .ignored {
                "It ignores SIGTERM, so that no cleanup runs. \(run.budget.inWords)"
            } else {
                "Its cleanup did not end. \(run.budget.inWords)"
            }
        case .diedOfSIGTERM:
            "Lambda asks, but nothing in the function listens: its connections are left open, and what it buffers is lost."
        case .neverAsked:
            switch run.descriptors?.handling {
            case .handled:
                "Lambda sends SIGTERM only where an extension is registered. "
                    + "The function handles SIGTERM, but nothing would ever send it."
            case .ignored, .standard:
                "Lambda sends SIGTERM only where an extension is registered. Neither does the function handle SIGTERM."
            case nil: "Lambda sends SIGTERM only where an extension is registered."
            }
        case .endedEarly, .trappedInShutdown, .notStarted: lastWords
        case .failedShutdown:
            "Lambda does not look at the status; the function itself says that its cleanup failed.\n" + lastWords
        case .neverReady: "Lambda then tries Init once more, with the first event and within its timeout.\n" + lastWords
        case .timedOut:
            "Lambda then resets the environment: all processes end, and the next event starts new ones.\n" + lastWords
        }
    }

    private var hints: [String] {
        switch run.reason {
        case .exitedInTime: []
        case .exitedLate, .killed:
            run.descriptors?.handling == .ignored
                ? [Self.handler]
                : [
                    "give the cleanup a deadline below \(budget), close what matters first, then exit(0)",
                    "rehearse again: swiftlambda rehearse \(subject.code)",
                ]
        case .diedOfSIGTERM: [Self.handler]
        case .neverAsked:
            [
                "give the function the Lambda Insights layer: insights: true in swiftlambda.yaml, then swiftlambda terraform",
                "or let it register an internal extension, which needs no layer and gives 500 ms",
            ] + (run.descriptors?.handling == .handled ? [] : [Self.handler])
        case .endedEarly, .trappedInShutdown, .notStarted, .failedShutdown:
            ["see what it does with its log: swiftlambda invoke \(subject.code)"]
        case .neverReady: ["let the function ask for GET /2018-06-01/runtime/invocation/next in time"]
        case .timedOut: ["raise the function's timeout, or find out what it waits for"]
        }
    }

    private static let handler =
        "handle SIGTERM: gracefulShutdownSignals: [.sigterm] of ServiceLifecycle, or a DispatchSource for SIGTERM, then exit(0)"

    /// The last lines that the function wrote, which mostly say what was wrong.
    private var lastWords: String {
        let lines = run.log.lines.filter { $0.source == .process(.runtime) }.suffix(6).map(\.text)
        return lines.isEmpty ? "It wrote nothing to its log." : "It wrote last:\n" + lines.joined(separator: "\n")
    }
}

extension ShutdownBudget {
    /// Where the figure is from, as a sentence.
    public var inWords: String {
        let time = duration.inMilliseconds
        return switch origin {
        case .externalExtension:
            "Beside an external extension such as Lambda Insights, Lambda gives the runtime \(time)."
        case .internalExtension: "With an internal extension alone, Lambda gives the runtime \(time)."
        case .noExtension: "Without an extension, Lambda gives no time at all."
        case .user: "The budget of \(time) was given with --budget."
        }
    }
}
