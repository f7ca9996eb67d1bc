import Synchronization

/// Keeps the lines of a build that may say why it failed.
final class BuildWatch: Sendable {
    /// More than what any failure says about its cause.
    private static let mostLines = 2_000
    private let lines = Mutex<[String]>([])

    func read(_ line: String) {
        guard
            line.contains("error") || line.contains("cannot find") || line.contains("fatal") || line.contains("space")
                || line.contains("denied")
        else { return }
        lines.withLock { if $0.count < Self.mostLines { $0.append(line) } }
    }

    /// What helps, where the cause is known.
    func hint(sdk: String? = nil) -> String? { BuildAdvice.hint(for: lines.withLock { $0 }, sdk: sdk) }
}
