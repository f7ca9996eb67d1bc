/// Decides which files of included directories to leave out.
struct IncludeFilter: Sendable {
    /// Why a file is left out.
    enum Reason: Sendable, Hashable {
        /// A system or an editor created it.
        case leaving
        /// The user's patterns match it.
        case excluded
    }

    /// Files that systems and editors leave in directories: macOS' Finder and archiver, Windows' Explorer, Emacs, Vim.
    private static let leavings = [".DS_Store", "._*", "__MACOSX/", "Thumbs.db", "*~", ".#*", "\\#*#", ".*.sw[a-p]"]
        .compactMap(IgnorePattern.init)

    private let patterns: [IgnorePattern]

    /// - Parameter exclude: the user's patterns, in gitignore's syntax; `!` also restores what would otherwise be
    ///   left out.
    init(exclude: [String]) {
        patterns = exclude.compactMap(IgnorePattern.init)
    }

    /// Why a path is left out, or `nil`; the last pattern that matches decides.
    func reason(path: [[UInt8]], isDirectory: Bool) -> Reason? {
        if let pattern = patterns.last(where: { $0.matches(path, isDirectory: isDirectory) }) {
            return pattern.isNegated ? nil : .excluded
        }
        return Self.leavings.contains { $0.matches(path, isDirectory: isDirectory) } ? .leaving : nil
    }
}
