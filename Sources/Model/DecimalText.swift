/// Numbers with a fixed number of decimals, such as `2.40`.
package enum DecimalText {
    /// A number, rounded to the nearest.
    package static func of(_ value: Double, decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        return of(Int64((value * scale).rounded()), decimals: decimals)
    }

    /// A number given in units of its last decimal: 240 with two decimals is `2.40`.
    package static func of(_ units: Int64, decimals: Int) -> String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let text = decimals == 0 ? padded : "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
        return (units < 0 ? "-" : "") + text
    }
}
