/// An ELF file in the making, and where its parts begin.
struct ELFImage {
    var bytes: [UInt8]
    private(set) var offsets: [String: Int] = [:]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Adds a part at an offset that is a multiple of eight.
    mutating func append(_ name: String, _ part: [UInt8]) -> Range<Int> {
        bytes += [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
        let start = bytes.count
        offsets[name] = start
        bytes += part
        return start..<bytes.count
    }

    /// Overwrites bytes.
    mutating func poke(bytes part: [UInt8], at offset: Int) {
        bytes.replaceSubrange(offset..<offset + part.count, with: part)
    }

    /// Overwrites a number.
    mutating func poke(_ value: some FixedWidthInteger, at offset: Int) {
        poke(bytes: littleEndian(value), at: offset)
    }

    /// Overwrites a number at an offset of a part.
    mutating func poke(_ value: some FixedWidthInteger, in part: String, at offset: Int = 0) {
        if let start = offsets[part] { poke(value, at: start + offset) }
    }

    /// The same file with another number somewhere in a part.
    func poking(_ value: some FixedWidthInteger, in part: String, at offset: Int = 0) -> [UInt8] {
        var copy = self
        copy.poke(value, in: part, at: offset)
        return copy.bytes
    }

    /// The same file with another number in its header or its program headers.
    func poking(_ value: some FixedWidthInteger, at offset: Int) -> [UInt8] {
        var copy = self
        copy.poke(value, at: offset)
        return copy.bytes
    }
}

/// Names, each with a NUL at its end.
struct StringTableBuilder {
    private(set) var bytes: [UInt8] = [0]

    /// Adds a name and returns its offset.
    mutating func add(_ name: String) -> UInt64 {
        defer { bytes += Array(name.utf8) + [0] }
        return UInt64(bytes.count)
    }
}

/// The bytes of a number as 64-bit little-endian files have them.
func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

/// The bytes of 16-bit numbers.
func bytes16(_ values: [UInt16]) -> [UInt8] { values.flatMap(littleEndian) }

/// The bytes of 32-bit numbers.
func bytes32(_ values: [UInt32]) -> [UInt8] { values.flatMap(littleEndian) }

/// The bytes of 64-bit numbers.
func bytes64(_ values: [UInt64]) -> [UInt8] { values.flatMap(littleEndian) }
