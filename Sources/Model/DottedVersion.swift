/// A version of dotted numbers, such as glibc's `2.34` or Lambda Insights' `1.0.404.0`.
///
/// Missing numbers count as zero when two versions are compared: `2.34` equals `2.34.0`.
package struct DottedVersion: Sendable {
    /// The numbers, the most significant first; never empty.
    package let numbers: [Int]

    /// Parses dotted decimal numbers only.
    ///
    /// - Parameter text: at least one number; at most nine digits each.
    package init?(_ text: some StringProtocol) {
        var numbers: [Int] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard !part.isEmpty, part.count <= 9, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        guard !numbers.isEmpty else { return nil }
        self.numbers = numbers
    }

    private var significantNumbers: ArraySlice<Int> {
        let end = numbers.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
        return numbers[..<end]
    }
}

extension DottedVersion: Hashable {
    /// Compares without regard to trailing zeros.
    package static func == (left: DottedVersion, right: DottedVersion) -> Bool {
        left.significantNumbers == right.significantNumbers
    }

    /// Hashes without regard to trailing zeros.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(significantNumbers)
    }
}

extension DottedVersion: Comparable {
    /// Orders number by number.
    package static func < (left: DottedVersion, right: DottedVersion) -> Bool {
        left.significantNumbers.lexicographicallyPrecedes(right.significantNumbers)
    }
}

extension DottedVersion: CustomStringConvertible {
    /// The numbers, joined by dots as they were read.
    package var description: String { numbers.map(String.init).joined(separator: ".") }
}
