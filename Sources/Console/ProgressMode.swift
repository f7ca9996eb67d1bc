/// How the user wants to see progress.
package enum ProgressMode: String, Sendable, Hashable, CaseIterable {
    /// Live on a terminal, otherwise a line for each stage.
    case auto
    /// Nothing.
    case none
    /// A line for each work that goes on, rewritten in place.
    case ansi
    /// A line for each stage.
    case plain

    /// The form that is meant on a stream; never `auto`.
    package func resolved(traits: TerminalTraits) -> ProgressMode {
        switch self {
        case .auto: traits.allowsLiveProgress ? .ansi : .plain
        case .none, .ansi, .plain: self
        }
    }
}
