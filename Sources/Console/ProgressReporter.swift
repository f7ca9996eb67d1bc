import Synchronization

/// Progress that may come from several tasks at once, written as it comes.
package final class ProgressReporter: Sendable {
    private let renderer: Mutex<ProgressRenderer>
    private let now: @Sendable () -> ContinuousClock.Instant
    private let write: @Sendable (String) -> Void

    /// Creates a reporter.
    ///
    /// - Parameters:
    ///   - renderer: turns progress into text.
    ///   - now: reads a clock.
    ///   - write: writes text to standard error; called with a lock held, and never with empty text.
    package init(
        _ renderer: ProgressRenderer,
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.renderer = Mutex(renderer)
        self.now = now
        self.write = write
    }

    /// Begins a stage, and ends the previous one on the same track.
    package func begin(_ title: String, on track: String = "") { render { $0.begin(title, on: track, at: now()) } }

    /// Reports a step within a track's stage.
    package func update(_ detail: String, on track: String = "") { render { $0.update(detail, on: track, at: now()) } }

    /// Updates the elapsed times.
    package func tick() { render { $0.tick(at: now()) } }

    /// Ends a track.
    package func end(_ track: String) { render { $0.end(track, at: now()) } }

    /// Writes permanent text, whatever the mode.
    package func interject(_ text: String) { render { $0.interject(text) } }

    /// Removes the live lines.
    package func finish() { render { $0.finish() } }

    private func render(_ body: (inout ProgressRenderer) -> String) {
        renderer.withLock { renderer in
            let text = body(&renderer)
            if !text.isEmpty { write(text) }
        }
    }
}
