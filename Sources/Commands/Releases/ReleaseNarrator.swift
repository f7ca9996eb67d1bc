import Console
import Releasing

/// Shows what happens in a deployment.
struct ReleaseNarrator: Sendable {
    let console: CommandConsole
    /// The place in words.
    let place: String

    func show(_ event: DeploymentEvent) {
        switch event {
        case .step(let step, let function):
            let words = step.words.prefix(1).uppercased() + step.words.dropFirst()
            console.begin(words + (function.map { " of \($0)" } ?? "") + " (\(place))")
        case .terraform(let line): console.update(line)
        case .uploaded(let function): console.update(function)
        case .version(let function, let version): console.update("\(function): version \(version)")
        case .alias(let function, let words): console.update("\(function): \(words)")
        case .note(let lines):
            guard !lines.isEmpty else { return }
            console.note(lines.map { printable($0) + "\n" }.joined())
        }
    }
}
