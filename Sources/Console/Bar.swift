/// A bar whose length shows a share, such as `███▌`.
///
/// - Parameters:
///   - share: from 0 to 1, clamped. A share above 0 always shows.
///   - width: the number of columns for a whole.
///   - allowsUnicode: whether to use block characters, which show eighths of a column.
package func bar(share: Double, width: Int, allowsUnicode: Bool) -> String {
    guard share > 0, width > 0 else { return "" }
    let columns = min(share, 1) * Double(width)
    guard allowsUnicode else { return String(repeating: "#", count: max(1, Int(columns.rounded()))) }
    let eighths = max(1, Int((columns * 8).rounded()))
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + partial
}
