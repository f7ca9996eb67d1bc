import Synchronization

/// The last lines that a program printed, for the error message if it fails.
final class MessageCollector: Sendable {
    private static let limit = 20
    private let lines = Mutex<[String]>([])

    func append(_ line: String) {
        lines.withLock { lines in
            lines.append(line)
            if lines.count > Self.limit { lines.removeFirst() }
        }
    }

    /// The errors and warnings among the lines, or all lines if there are none.
    var text: String {
        let all = lines.withLock { $0 }
        let marked = all.filter { line in ["E:", "W:", "Err:"].contains { line.hasPrefix($0) } }
        return (marked.isEmpty ? all : marked).joined(separator: "\n")
    }
}
