/// How to show progress.
package enum ProgressMode: String, Sendable, Hashable, CaseIterable {
    /// Live on a terminal, otherwise a line for each stage.
    case auto
    /// Nothing.
    case none
    /// A line for each activity, rewritten in place.
    case ansi
    /// A line for each stage.
    case plain

    /// The effective form for a stream; never `auto`.
    package func resolved(traits: TerminalTraits) -> ProgressMode {
        switch self {
        case .auto: traits.allowsLiveProgress ? .ansi : .plain
        case .none, .ansi, .plain: self
        }
    }
}
