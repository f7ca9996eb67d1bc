/// What a command's result looks like on standard output.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    /// For people.
    case text
    /// For programs.
    case json
}
