import Host
import Synchronization

/// A place that text is written to, which keeps it.
package final class RecordingSink: TextSink {
    /// Whether it passes for a terminal.
    package let isTerminal: Bool
    /// The width that it passes for.
    package let columns: Int?
    private let recorded = Mutex("")

    /// Creates a sink; it passes for a pipe unless it is given a width.
    package init(columns: Int? = nil) {
        isTerminal = columns != nil
        self.columns = columns
    }

    /// Everything written so far.
    package var text: String { recorded.withLock { $0 } }

    /// Keeps the text.
    package func write(_ text: String) { recorded.withLock { $0 += text } }
}
