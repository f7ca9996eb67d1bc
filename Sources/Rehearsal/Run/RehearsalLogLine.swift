package import LambdaProtocol

/// A line written during a rehearsal.
package struct RehearsalLogLine: Sendable, Hashable {
    /// Who wrote it.
    package enum Source: Sendable, Hashable {
        /// A process of the environment.
        case process(EnvironmentProcess)
        /// Lambda itself: START, END, REPORT and the like.
        case platform
    }

    /// When it was written, since the environment's start.
    package var time: Duration
    /// Who wrote it.
    package var source: Source
    /// The line, without its line break.
    package var text: String

    /// Creates a line.
    package init(time: Duration, source: Source, text: String) {
        self.time = time
        self.source = source
        self.text = text
    }
}
