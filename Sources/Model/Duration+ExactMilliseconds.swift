extension Duration {
    /// The duration in milliseconds, with what remains of one.
    package var exactMilliseconds: Double { self / .milliseconds(1) }
}
