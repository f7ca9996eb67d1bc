import Synchronization

/// Keeps the lines of a build that may explain a failure.
final class BuildWatch: Sendable {
    /// More than any failure prints about its cause.
    private static let mostLines = 2_000
    private let lines = Mutex<[String]>([])

    func read(_ line: String) {
        guard
            line.contains("error") || line.contains("cannot find") || line.contains("fatal") || line.contains("space")
                || line.contains("denied")
        else { return }
        lines.withLock { if $0.count < Self.mostLines { $0.append(line) } }
    }

    /// How to fix it, if the cause is known.
    func hint(sdk: String? = nil) -> String? { BuildAdvice.hint(for: lines.withLock { $0 }, sdk: sdk) }
}
