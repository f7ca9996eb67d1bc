/// Text from elsewhere (names in an archive, lines of a compiler) made safe for a terminal.
///
/// Control characters, escape sequences, line separators and the characters that reorder text become visible escapes
/// such as `\n` and `\u{1B}`; everything else stays.
///
/// - Parameters:
///   - text: the text.
///   - keepingTabs: whether to keep tabs, for a line that a program indented with them.
package func printable(_ text: some StringProtocol, keepingTabs: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: needsEscape) else { return String(text) }
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\t" where keepingTabs: result.unicodeScalars.append(scalar)
        case "\n": result += #"\n"#
        case "\r": result += #"\r"#
        case "\t": result += #"\t"#
        case _ where needsEscape(scalar): result += #"\u{\#(String(scalar.value, radix: 16, uppercase: true))}"#
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    // Line and paragraph separator.
    case 0x2028, 0x2029: true
    // Marks, embeddings, overrides and isolates of the bidirectional algorithm (Unicode Standard Annex 9).
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
}
