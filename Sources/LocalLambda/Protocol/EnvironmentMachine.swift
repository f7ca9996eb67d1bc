/// The lifecycle of one execution environment, as Lambda's: what happens goes in, what is to be done comes out.
///
/// It knows no process, socket or clock.
public struct EnvironmentMachine: Sendable {
    let settings: EnvironmentSettings

    /// Creates an environment that has not been started.
    public init(_ settings: EnvironmentSettings) {
        self.settings = settings
    }

    /// Decides what is to be done about something that happened.
    ///
    /// - Returns: what is to be done, in order.
    public mutating func handle(_ input: EnvironmentInput, at now: Moment) -> [EnvironmentAction] {
        []
    }
}
