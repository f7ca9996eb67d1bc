import LambdaProtocol
import Synchronization

/// The lines logged during an invocation, for a caller that asked for the end of the log.
final class LogTail: Sendable {
    /// More than any caller gets, so that memory stays bounded.
    private static let limit = 4 * InvocationLimits.logTailBytes

    private let text = Mutex<String?>(nil)

    func begin() {
        text.withLock { $0 = "" }
    }

    func add(_ event: EnvironmentEvent) {
        let line: String
        switch event {
        case .output(_, let written): line = written
        case .platformLine(let written): line = written
        default: return
        }
        text.withLock { text in
            guard text != nil else { return }
            text?.append(line + "\n")
            if let count = text?.utf8.count, count > 2 * Self.limit {
                text = text.map { String($0.suffix(Self.limit)) }
            }
        }
    }

    func end() -> String {
        text.withLock { text in
            defer { text = nil }
            return text ?? ""
        }
    }
}
