/// A part that lies entirely within the file; every read is checked against the part's end.
struct Region: Sendable {
    private let bytes: [UInt8]
    private let start: Int
    /// The number of its bytes.
    let count: Int
    /// Its name in errors.
    let part: String

    /// The whole file.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        start = 0
        count = bytes.count
        part = "the file"
    }

    private init(_ bytes: [UInt8], start: Int, count: Int, part: String) {
        self.bytes = bytes
        self.start = start
        self.count = count
        self.part = part
    }

    /// The position of a byte in the file.
    func fileOffset(_ offset: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: start &+ offset)
    }

    /// A part of this part; offset and length come from the file, so any values are possible.
    func region(at offset: UInt64, count length: UInt64, part: String) throws(ELFError) -> Region {
        guard offset <= UInt64(count), length <= UInt64(count) - offset else {
            throw .truncated(part: part, offset: UInt64(start) &+ offset)
        }
        return Region(bytes, start: start + Int(offset), count: Int(length), part: part)
    }

    /// Everything after `offset` in this part.
    func region(from offset: UInt64, part: String) throws(ELFError) -> Region {
        guard offset <= UInt64(count) else { throw .truncated(part: part, offset: UInt64(start) &+ offset) }
        return try region(at: offset, count: UInt64(count) - offset, part: part)
    }

    /// A little-endian integer.
    @inline(__always)
    func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _: Value.Type, at offset: Int
    ) throws(ELFError) -> Value {
        guard offset >= 0, count >= MemoryLayout<Value>.size, offset <= count - MemoryLayout<Value>.size else {
            throw .truncated(part: part, offset: fileOffset(offset))
        }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start + offset, as: Value.self) }
        return Value(littleEndian: value)
    }

    /// A 16-bit integer.
    @inline(__always)
    func uint16(at offset: Int) throws(ELFError) -> UInt16 { try integer(UInt16.self, at: offset) }

    /// A 32-bit integer.
    @inline(__always)
    func uint32(at offset: Int) throws(ELFError) -> UInt32 { try integer(UInt32.self, at: offset) }

    /// A 64-bit integer.
    @inline(__always)
    func uint64(at offset: Int) throws(ELFError) -> UInt64 { try integer(UInt64.self, at: offset) }

    /// Gives access to the bytes without copying them.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
    }

    /// A copy of the bytes.
    var array: [UInt8] { Array(bytes[start..<start + count]) }
}
