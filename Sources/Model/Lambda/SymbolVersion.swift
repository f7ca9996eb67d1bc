/// A symbol version such as `GLIBC_2.34`.
package struct SymbolVersion: Sendable, Hashable {
    /// What it is a version of, such as `GLIBC`.
    package let prefix: String
    /// The number.
    package let number: DottedVersion

    /// Reads a version; `nil` for names that are not numbered versions, such as `GLIBC_PRIVATE`.
    package init?(_ text: String) {
        guard let underscore = text.lastIndex(of: "_"),
            let number = DottedVersion(text[text.index(after: underscore)...])
        else { return nil }
        prefix = String(text[..<underscore])
        self.number = number
    }
}
