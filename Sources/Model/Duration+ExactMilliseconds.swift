extension Duration {
    /// The duration in milliseconds, with fractions.
    package var exactMilliseconds: Double { self / .milliseconds(1) }
}
