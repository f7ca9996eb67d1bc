import Model

/// A time in seconds (`perSecond` 1) or milliseconds (1,000), with two decimals.
func twoDecimals(of duration: Duration, perSecond units: Int64) -> String {
    let (seconds, attoseconds) = duration.components
    let step = 10_000_000_000_000_000 / units
    let hundredths = seconds * units * 100 + (attoseconds + step / 2) / step
    return DecimalText.of(hundredths, decimals: 2)
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
