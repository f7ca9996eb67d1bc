/// Cuts a stream of bytes into lines of text.
///
/// Invalid UTF-8 is repaired. A line ends with LF or CR LF; within a line, text that a CR would overwrite on a
/// terminal is dropped, so that only the last state of a progress display remains.
package struct LineSplitter: Sendable {
    /// The maximum length of a line in bytes; longer lines are split to limit memory use.
    package static let longestLine = 1 << 20

    private var line: [UInt8] = []

    /// Creates a splitter at the start of a line.
    package init() {}

    /// Adds bytes and passes on the completed lines.
    package mutating func append(_ bytes: some Collection<UInt8>, onLine: (String) -> Void) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            extendLine(rest[..<end], onLine: onLine)
            onLine(takeLine(line.count))
            rest = rest[rest.index(after: end)...]
        }
        extendLine(rest, onLine: onLine)
    }

    /// Passes on the text after the last line ending.
    package mutating func finish(onLine: (String) -> Void) {
        if !line.isEmpty { onLine(takeLine(line.count)) }
    }

    private mutating func extendLine(_ bytes: some Collection<UInt8>, onLine: (String) -> Void) {
        line.append(contentsOf: bytes)
        while line.count > Self.longestLine {
            // UTF-8 bytes that start with the bits 10 continue a character, so the split is before its first byte.
            let ends = (Self.longestLine - 3)...Self.longestLine
            let end = ends.last { line[$0] & 0b1100_0000 != 0b1000_0000 }
            onLine(takeLine(end ?? Self.longestLine))
        }
    }

    private mutating func takeLine(_ count: Int) -> String {
        var bytes = line[..<count]
        if bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
        if let overwrite = bytes.lastIndex(of: UInt8(ascii: "\r")) { bytes = bytes[(overwrite + 1)...] }
        let text = String(decoding: bytes, as: UTF8.self)
        line.removeFirst(count)
        return text
    }
}
