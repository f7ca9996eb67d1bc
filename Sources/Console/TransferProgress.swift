import Model

/// How far a transfer is, such as `42 %, 12.3 MiB/s, 51.0 s left`.
package struct TransferProgress: Sendable, Hashable {
    private let done: Int64
    private let total: Int64
    private let elapsed: Duration

    /// Creates the progress of a transfer.
    ///
    /// - Parameters:
    ///   - done: the bytes that were transferred.
    ///   - total: all bytes.
    ///   - elapsed: the time that the transfer took so far.
    package init(done: Int64, total: Int64, elapsed: Duration) {
        self.done = done
        self.total = total
        self.elapsed = elapsed
    }

    /// The share, and once the rate means something, the rate and the remaining time.
    package var text: String {
        guard total > 0 else { return "" }
        let share = "\(min(done, total) * 100 / total) %"
        let seconds = elapsed / .seconds(1)
        guard seconds >= 1, done > 0 else { return share }
        let rate = Double(done) / seconds
        let rest = Duration.seconds(Double(max(0, total - done)) / rate)
        return "\(share), \(formatted(bytes: Int(rate)))/s, \(formatted(rest)) left"
    }
}
