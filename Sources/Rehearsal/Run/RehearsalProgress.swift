/// The progress of a rehearsal, for display.
package enum RehearsalProgress: Sendable {
    /// A repetition begins.
    case began(repetition: Int, of: Int)
    /// A repetition is over.
    case ended(RehearsalRun, of: Int)
}
