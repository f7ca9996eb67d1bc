/// What to do with the binary's symbols.
package enum SymbolHandling: String, Sendable, Hashable {
    /// Remove them.
    case strip
    /// Remove them from the archive, and keep them in a file next to it.
    case separate
    /// Leave the binary as linked.
    case keep
}
