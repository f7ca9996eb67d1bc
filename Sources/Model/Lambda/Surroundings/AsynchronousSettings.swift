/// What Lambda does with events that it queues for a function.
package struct AsynchronousSettings: Sendable, Hashable {
    /// How long Lambda keeps an event that fails, in seconds.
    package var maxAge: Int?
    /// How often Lambda tries an event, including the first time.
    package var attempts: Int?
    /// Where the record of an event that succeeded goes.
    package var onSuccess: ResourceReference?
    /// Where the record of an event that failed goes.
    package var onFailure: ResourceReference?

    /// Creates settings.
    package init(
        maxAge: Int? = nil, attempts: Int? = nil, onSuccess: ResourceReference? = nil,
        onFailure: ResourceReference? = nil
    ) {
        self.maxAge = maxAge
        self.attempts = attempts
        self.onSuccess = onSuccess
        self.onFailure = onFailure
    }
}
