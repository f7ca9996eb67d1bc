import Console
import Host
import LambdaProtocol
import LocalEnvironment
import LocalGateway
import Model
import Synchronization

/// Reports on standard error what happens in execution environments: the function's lines, Lambda's own, and what would
/// fail on Lambda.
final class EnvironmentNarrator: Sendable {
    private struct State {
        var told: Set<String> = []
        /// The last lines of each environment, to report a crash.
        var lines: [Int: [String]] = [:]
        var account: CrashAccount?
    }

    /// More than a Swift backtrace with all its registers and images.
    private static let lineLimit = 400

    /// After a hundred different refusals, one more does not help.
    private static let mostTold = 100
    /// Enough of a line to describe a crash; some lines are very long.
    private static let keptCharacters = 4_000

    private let console: CommandConsole
    private let showsNumbers: Bool
    private let state = Mutex(State())

    /// Creates a narrator; with several environments, each line begins with the number of its environment.
    init(_ console: CommandConsole, environments: Int = 1) {
        self.console = console
        showsNumbers = environments > 1
    }

    /// The account of the last crash, once.
    func takeAccount() -> CrashAccount? {
        state.withLock { state in
            defer { state.account = nil }
            return state.account
        }
    }

    func hear(_ event: EnvironmentEvent, from environment: Int) {
        switch event {
        case .output(let process, let line):
            if process == .runtime { keep(String(line.prefix(Self.keptCharacters)), of: environment) }
            write(line, from: environment)
        case .platformLine(let line): write(line, from: environment)
        case .warning(let warning): console.tell([warning.diagnostic])
        case .notIsolated(let reason):
            tellOnce(
                Diagnostic(
                    .note, "local.not-isolated", "the function is not isolated from this machine",
                    explanation: reason
                        + "\nIt can read and write every file that you can, and read the environment of your other "
                        + "programs."))
        case .partlyIsolated(let reason):
            tellOnce(
                Diagnostic(
                    .note, "local.partly-isolated", "the function can see this machine's processes",
                    explanation: reason
                        + "\nIts file system is as on Lambda, but it can send signals to your other programs."))
        case .fault(let error): console.tell(error.diagnostics)
        case .emulated:
            tellOnce(
                Diagnostic(.note, "local.emulated", "the function is emulated, so times are longer than on Lambda"))
        case .happened(let event): follow(event.kind, in: environment)
        case .aboutToTerminate: break
        }
    }

    /// Reports a request; each reason for a refusal only once.
    func hear(_ note: FrontDoorNote) {
        switch note {
        case .refused(_, let reason):
            guard state.withLock({ $0.told.count < Self.mostTold && $0.told.insert(reason).inserted }) else { return }
        case .tooManyConnections: return tellOnce(note.diagnostic)
        case .badGateway, .brokenOff, .queuedEventFailed: break
        }
        console.tell([note.diagnostic])
    }

    private func write(_ line: String, from environment: Int) {
        let prefix = showsNumbers ? "[\(environment)] " : ""
        console.note(
            line.split(separator: "\n", omittingEmptySubsequences: false)
                .map { prefix + printable(String($0), keepingTabs: true) + "\n" }.joined())
    }

    private func keep(_ line: String, of environment: Int) {
        state.withLock { state in
            state.lines[environment, default: []].append(line)
            if let count = state.lines[environment]?.count, count > 2 * Self.lineLimit {
                state.lines[environment]?.removeFirst(count - Self.lineLimit)
            }
        }
    }

    private func follow(_ kind: TimelineEvent.Kind, in environment: Int) {
        switch kind {
        case .started(.runtime): state.withLock { $0.lines[environment] = [] }
        case .exited(.runtime, .signalled(_)):
            state.withLock { state in
                guard let account = CrashAccount(lines: state.lines[environment] ?? []) else { return }
                state.account = account
            }
        default: break
        }
    }

    private func tellOnce(_ diagnostic: Diagnostic) {
        guard state.withLock({ $0.told.insert(diagnostic.identifier).inserted }) else { return }
        console.tell([diagnostic])
    }
}

extension EnvironmentWarning {
    /// The warning for the user.
    fileprivate var diagnostic: Diagnostic {
        switch self {
        case .eventIsNotJSON:
            .warning(
                "local.event-not-json", "the event is not JSON",
                explanation: "The function got it unchanged; Lambda would have refused it.")
        case .errorIsNotJSON:
            .warning(
                "local.error-not-json", "the error that the function reported is not JSON",
                explanation: "It was passed on unchanged. An unescaped line break is a common cause.")
        case .eventTooLarge(_, let bytes):
            .warning(
                "local.event-too-large",
                "the event has \(bytes) bytes, Lambda allows at most \(InvocationLimits.payloadBytes)")
        case .refused(let request, let status, let errorType):
            .warning(
                "local.refused", "\(printable(request)) was refused with \(status) \(errorType)",
                explanation: "Lambda would refuse it too.")
        case .leftBehind(let path, let reason):
            .warning(
                "local.left-behind", "the directory '\(printable(path))' could not be removed", explanation: reason)
        }
    }
}

extension CrashAccount {
    /// How to get more details of a crash.
    static let hint =
        "package with --no-strip to keep the names of calls, and let Swift print them: "
        + "--isolation none --env SWIFT_BACKTRACE=enable=yes,color=no"

    /// The error for a function that crashed.
    var diagnostic: Diagnostic {
        let calls = frames.prefix(10).map { frame in
            "at \(printable(frame.function))" + (frame.place.map { " (\(printable($0)))" } ?? "")
        }
        let lines = (message.map { [printable($0)] } ?? []) + calls
        return .error(
            "local.crashed", "the function crashed" + (reason.map { ": \(printable($0))" } ?? ""),
            explanation: lines.isEmpty ? nil : lines.joined(separator: "\n"),
            hints: frames.isEmpty ? [Self.hint] : [])
    }
}
