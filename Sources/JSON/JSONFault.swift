/// Where and why a text is not JSON.
package struct JSONFault: Error, Sendable, Hashable {
    /// The offset of the byte at which reading stopped.
    package var offset: Int
    /// What was expected there, in words.
    package var expected: String

    /// Creates a fault.
    package init(offset: Int, expected: String) {
        self.offset = offset
        self.expected = expected
    }

    /// The position for people: line and column, both counted from 1, the column in characters.
    package func place(in bytes: [UInt8]) -> String {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return "line \(line), column \(String(decoding: before[start...], as: UTF8.self).count + 1)"
    }
}
