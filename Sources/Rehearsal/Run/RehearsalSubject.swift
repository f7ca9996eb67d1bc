package import Model

/// What was rehearsed, and how.
package struct RehearsalSubject: Sendable, Hashable {
    /// The function's name.
    package var function: String
    /// The archive or directory, as the user would type it.
    package var code: String
    /// Its architecture.
    package var architecture: Architecture
    /// Memory in MB.
    package var memory: Int
    /// The simulated extension, or `none`.
    package var standIn: String
    /// The number of invocations per repetition.
    package var invocations: Int
    /// How long the processes are frozen between two events, if at all.
    package var freeze: Duration?
    /// Whether it is written in Swift, so that advice can name Swift's means.
    package var isSwift: Bool

    /// Creates a subject.
    package init(
        function: String, code: String, architecture: Architecture, memory: Int, standIn: String, invocations: Int,
        freeze: Duration? = nil, isSwift: Bool = true
    ) {
        self.function = function
        self.code = code
        self.architecture = architecture
        self.memory = memory
        self.standIn = standIn
        self.invocations = invocations
        self.freeze = freeze
        self.isSwift = isSwift
    }
}
