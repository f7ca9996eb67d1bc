import Model

/// A number of bytes for people, such as `7.5 MiB`.
///
/// Binary units, because Lambda's limits use them, whatever it calls them: its "50 MB" are 52,428,800 bytes.
package func formatted(bytes: Int) -> String {
    if abs(bytes) < 1_024 { return "\(bytes) B" }
    var value = Double(bytes) / 1_024
    var unit = "KiB"
    for larger in ["MiB", "GiB", "TiB"] where abs(value) >= 1_023.95 {
        value /= 1_024
        unit = larger
    }
    return "\(DecimalText.of(value, decimals: 1)) \(unit)"
}

/// A duration for people, such as `340 ms`, `2.4 s` or `1 min 12 s`.
package func formatted(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    if seconds < 0.9995 { return "\(Int((seconds * 1_000).rounded())) ms" }
    if seconds < 59.95 { return "\(DecimalText.of(seconds, decimals: 1)) s" }
    let whole = Int(seconds.rounded())
    if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
}

/// A count with its noun, such as `1 function` or `2 entries`.
///
/// - Parameters:
///   - count: the count.
///   - noun: the singular.
///   - plural: the plural; by default the singular with an `s`.
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// A number with thousands separators, such as `52,428,800`.
package func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var position = digits.count - 3
    while position > 0 {
        digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
        position -= 3
    }
    return (number < 0 ? "-" : "") + digits
}
