/// The format of a command's result on standard output.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    /// For people.
    case text
    /// For programs.
    case json
}
