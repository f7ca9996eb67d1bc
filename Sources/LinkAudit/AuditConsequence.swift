package import Model

/// What an error of an audit means for the function.
package enum AuditConsequence: String, Sendable, Hashable, Codable, CaseIterable {
    /// Lambda refuses the archive, or can't unpack it.
    case notDeployed
    /// The content depends on the program that unzips the archive.
    case ambiguous
    /// The program does not start.
    case notStarted
    /// The program starts, and crashes or fails when it gets to that point.
    case failsLater

    /// What an error means, by its identifier.
    init(ofError identifier: String) {
        self =
            switch identifier {
            case "archive.too-large-unzipped", "archive.path-traversal", "archive.path-too-long", "archive.below-file",
                "archive.unsupported-kind":
                .notDeployed
            case "archive.duplicate": .ambiguous
            case "archive.unreadable", "archive.link-outside", "elf.two-swift-runtimes": .failsLater
            default: .notStarted
            }
    }

    /// What the errors among the findings mean, in the order in which they occur.
    package static func all(of findings: [Diagnostic]) -> [AuditConsequence] {
        let met = Set(findings.filter { $0.severity == .error && $0.identifier != "audit.more" }.map(\.identifier))
        var consequences = Set(met.map(AuditConsequence.init))
        // A program that does not start can't fail later.
        if consequences.contains(.notStarted) { consequences.remove(.failsLater) }
        return allCases.filter(consequences.contains)
    }
}
