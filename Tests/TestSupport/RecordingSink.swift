public import Host
import Synchronization

/// A place that text is written to, which keeps it.
public final class RecordingSink: TextSink {
    /// Whether it passes for a terminal.
    public let isTerminal: Bool
    /// The width that it passes for.
    public let columns: Int?
    private let recorded = Mutex("")

    /// Creates a sink; it passes for a pipe unless it is given a width.
    public init(columns: Int? = nil) {
        isTerminal = columns != nil
        self.columns = columns
    }

    /// Everything written so far.
    public var text: String { recorded.withLock { $0 } }

    /// Keeps the text.
    public func write(_ text: String) { recorded.withLock { $0 += text } }
}
