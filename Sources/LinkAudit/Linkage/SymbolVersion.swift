import Model

/// A symbol version such as `GLIBC_2.34`.
struct SymbolVersion {
    let prefix: String
    let number: DottedVersion

    init?(_ text: String) {
        guard let underscore = text.lastIndex(of: "_"),
            let number = DottedVersion(text[text.index(after: underscore)...])
        else { return nil }
        prefix = String(text[..<underscore])
        self.number = number
    }
}
