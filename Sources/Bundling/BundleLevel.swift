import LinkAudit
import Model

/// What was bundled in one archive.
package enum BundleLevel: String, Sendable, Hashable, Codable {
    case none
    case libraries
    case libc

    /// The next level to try after an audit failed, or `nil` if more libraries would not help.
    func next(after report: AuditReport) -> BundleLevel? {
        let errors = Set(report.findings.filter { $0.severity == .error }.map(\.identifier))
        if self != .libc, !errors.isDisjoint(with: Self.curedByOwnLibc) { return .libc }
        if self == .none, errors.contains("elf.library-missing") { return .libraries }
        return nil
    }

    private static let curedByOwnLibc: Set<String> = [
        "elf.glibc-too-new", "elf.glibcxx-too-new", "elf.cxxabi-too-new", "elf.relr",
    ]
}
