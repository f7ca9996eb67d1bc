/// What becomes of the binary's symbols.
package enum SymbolHandling: String, Sendable, Hashable {
    /// The binary in the archive has none; they are gone.
    case strip
    /// The binary in the archive has none; they are kept in a file beside the archive.
    case separate
    /// The binary stays as it was linked.
    case keep
}
