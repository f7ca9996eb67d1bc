/// A file or directory to include in the archive, and its path there.
package struct IncludeRule: Sendable, Hashable {
    /// The path of the file or directory, relative to the package.
    package var source: String
    /// The path inside the archive; `nil` keeps the source's last component.
    package var destination: String?

    /// Creates a rule.
    package init(source: String, destination: String? = nil) {
        self.source = source
        self.destination = destination
    }

    /// Reads `SRC` or `SRC=DST`.
    package init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard !parts[0].isEmpty, parts.count == 1 || !parts[1].isEmpty else { return nil }
        self.init(source: parts[0], destination: parts.count == 2 ? parts[1] : nil)
    }
}
