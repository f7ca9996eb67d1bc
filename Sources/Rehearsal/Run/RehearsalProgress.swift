/// What happens while a function is rehearsed, for whoever shows it.
package enum RehearsalProgress: Sendable {
    /// A repetition begins.
    case began(repetition: Int, of: Int)
    /// A repetition is over.
    case ended(RehearsalRun, of: Int)
}
