import Model

/// How far a push is, for whoever stops it.
enum PushState: Sendable, Hashable {
    /// Lambda was not asked to change anything.
    case before
    /// Lambda is being asked.
    case asking
    /// Lambda has taken the code.
    case accepted

    /// What is known about the function now.
    func diagnostic(about name: String) -> Diagnostic {
        let words =
            switch self {
            case .before: "the push was stopped before '\(name)' was changed"
            case .asking: "the push was stopped while Lambda was asked to change '\(name)'"
            case .accepted: "the push was stopped; Lambda has the code of '\(name)' and finishes by itself"
            }
        return Diagnostic(
            .note, "push.stopped", words,
            explanation: self == .asking
                ? "The function has all of the new code or none of it; the same command finds out." : nil)
    }
}
