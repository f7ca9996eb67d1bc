/// A pattern of IAM: `*` matches any text, `?` any character.
struct PolicyPattern {
    private let pattern: [UInt8]

    init(_ text: some StringProtocol) {
        pattern = Array(text.utf8)
    }

    /// Whether the pattern matches every text.
    var matchesEverything: Bool {
        !pattern.isEmpty && pattern.allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// Whether the pattern matches a text.
    func matches(_ text: some StringProtocol) -> Bool {
        let text = Array(text.utf8)
        var position = 0
        var next = 0
        // Where to go on if the rest does not match: after the last `*`, with one more byte for it.
        var retry: (position: Int, next: Int)?
        while next < text.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                position += 1
                retry = (position, next)
            } else if position < pattern.count,
                pattern[position] == UInt8(ascii: "?") || pattern[position] == text[next]
            {
                position += 1
                next += 1
            } else if let last = retry {
                position = last.position
                next = last.next + 1
                retry = (position, next)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
