/// The first line in which a file differs from its wanted content.
package struct LineDifference: Sendable, Hashable {
    /// The line in the file on disk, counted from 1.
    package var line: Int
    /// The wanted line; `nil` if the wanted content has ended.
    package var expected: String?
    /// The actual line; `nil` if the file has ended.
    package var found: String?

    /// Compares two texts line by line; bookkeeping lines count only if nothing else differs.
    ///
    /// - Returns: `nil` if the texts are equal.
    init?(expected: String, found: [UInt8]) {
        let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let foundLines = String(decoding: found, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let difference =
            Self.first(expectedLines, foundLines, skipping: FileMark.isBookkeeping)
            ?? Self.first(expectedLines, foundLines) { _ in false }
        guard let difference else { return nil }
        self = difference
    }

    private init(line: Int, expected: Substring?, found: Substring?) {
        self.line = line
        self.expected = expected.map { String($0) }
        self.found = found.map { String($0) }
    }

    private static func first(
        _ expected: [Substring],
        _ found: [Substring],
        skipping isSkipped: (Substring) -> Bool
    ) -> LineDifference? {
        let expected = expected.filter { !isSkipped($0) }
        let numbered = found.enumerated().filter { !isSkipped($0.element) }
        for index in 0..<max(expected.count, numbered.count) {
            let wanted = index < expected.count ? expected[index] : nil
            let present = index < numbered.count ? numbered[index] : nil
            // Compared as bytes: two Unicode forms of one character are different texts.
            let isEqual =
                switch (wanted, present) {
                case (let wanted?, let present?): wanted.utf8.elementsEqual(present.element.utf8)
                default: false
                }
            guard !isEqual else { continue }
            return LineDifference(
                line: (present?.offset ?? found.count) + 1, expected: wanted, found: present?.element)
        }
        return nil
    }
}
