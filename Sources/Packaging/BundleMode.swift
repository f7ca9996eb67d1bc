import Model

/// Which libraries of the building machine or SDK travel in the archive, under `lib/`.
public enum BundleMode: String, Sendable, Hashable, CaseIterable {
    /// The least that lets the function start: nothing, libraries, or the C library and its loader too.
    case auto
    /// Nothing.
    case none
    /// Every needed library that the runtime lacks.
    case libraries
    /// Every needed library, the C library and its loader included.
    case libc
}

/// What was put into one archive.
public enum BundleLevel: String, Sendable, Hashable, Codable {
    case none
    case libraries
    case libc

    /// The level to try after an audit found one wanting, or `nil` where more would not help.
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
