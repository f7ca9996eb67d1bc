/// What a run reported, as far as it matters afterwards.
package struct TerraformTranscript: Sendable, Hashable {
    /// How many lines of text are kept; longer output has its beginning cut off.
    private static let mostLines = 400

    /// The errors and warnings that came as JSON.
    private var reported: [TerraformDiagnostic] = []
    /// The last lines that were not JSON.
    private var lines: [String] = []
    /// The resources that were changed, or not.
    package private(set) var progress = ApplyProgress()

    /// Creates an empty one.
    package init() {}

    /// Adds a line.
    package mutating func add(_ message: TerraformMessage) {
        switch message {
        case .started(let step): progress.start(step)
        case .completed(let step): progress.complete(step)
        case .failed(let step): progress.fail(step)
        case .diagnostic(let diagnostic): reported.append(diagnostic)
        case .sentence: break
        case .text(let line):
            lines.append(line)
            if lines.count > 2 * Self.mostLines { lines.removeFirst(Self.mostLines) }
        }
    }

    /// The errors and warnings, from JSON and from text.
    package var diagnostics: [TerraformDiagnostic] { reported + TerraformDiagnostic.find(in: lines) }

    /// The last lines of text that are not empty.
    package var lastLines: [String] {
        lines.filter { $0.contains { !$0.isWhitespace } }.suffix(10)
    }
}

/// How far an `apply` came.
package struct ApplyProgress: Sendable, Hashable, Codable {
    /// What was done, in order.
    package private(set) var done: [ResourceStep] = []
    /// What failed.
    package private(set) var failed: [ResourceStep] = []
    /// What was begun, and not reported as done or failed.
    package private(set) var unfinished: [ResourceStep] = []

    /// Creates progress.
    package init(done: [ResourceStep] = [], failed: [ResourceStep] = [], unfinished: [ResourceStep] = []) {
        self.done = done
        self.failed = failed
        self.unfinished = unfinished
    }

    /// Whether a resource was changed, or might have been.
    package var hasBegun: Bool { !(done + failed + unfinished).filter { $0.action != "read" }.isEmpty }

    mutating func start(_ step: ResourceStep) { unfinished.append(step) }

    mutating func complete(_ step: ResourceStep) {
        unfinished.removeAll { $0 == step }
        done.append(step)
    }

    mutating func fail(_ step: ResourceStep) {
        unfinished.removeAll { $0 == step }
        failed.append(step)
    }
}
