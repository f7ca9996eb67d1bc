extension Duration {
    /// The duration in milliseconds, with what remains of one.
    public var exactMilliseconds: Double { self / .milliseconds(1) }
}
