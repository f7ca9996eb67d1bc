extension StringProtocol {
    /// The text in lines of at most a width in columns, broken between words; a wider word has a line of its own.
    package func wrapped(toWidth width: Int) -> [String] {
        var lines: [String] = []
        var used = 0
        for word in split(separator: " ") {
            let wordWidth = word.displayWidth
            if !lines.isEmpty, used + 1 + wordWidth <= width {
                lines[lines.count - 1] += " " + word
                used += 1 + wordWidth
            } else {
                lines.append(String(word))
                used = wordWidth
            }
        }
        return lines.isEmpty ? [""] : lines
    }
}
