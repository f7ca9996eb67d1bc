/// Why bytes could not be read as a 64-bit little-endian ELF file.
package enum ELFError: Error, Sendable, Hashable {
    /// The bytes do not begin with ELF's four magic bytes.
    case notELF
    /// An ELF file of a class or byte order that Lambda's machines cannot run.
    case unsupported(ELFClass, ELFByteOrder, Machine)
    /// A part extends beyond the end of what contains it.
    case truncated(part: String, offset: UInt64)
    /// A part contradicts itself or the rest of the file.
    case malformed(reason: String, offset: UInt64)
}

/// The address width declared in a file's identification bytes (`EI_CLASS`).
package enum ELFClass: Sendable, Hashable {
    case bits32
    case bits64
    case other(UInt8)

    init(_ byte: UInt8) {
        switch byte {
        case 1: self = .bits32
        case 2: self = .bits64
        default: self = .other(byte)
        }
    }
}

/// The byte order declared in a file's identification bytes (`EI_DATA`).
package enum ELFByteOrder: Sendable, Hashable {
    case littleEndian
    case bigEndian
    case other(UInt8)

    init(_ byte: UInt8) {
        switch byte {
        case 1: self = .littleEndian
        case 2: self = .bigEndian
        default: self = .other(byte)
        }
    }
}

extension ELFClass: CustomStringConvertible {
    /// The class in words, such as `32-bit`.
    package var description: String {
        switch self {
        case .bits32: "32-bit"
        case .bits64: "64-bit"
        case .other(let value): "class \(value)"
        }
    }
}

extension ELFByteOrder: CustomStringConvertible {
    /// The byte order in words, such as `big-endian`.
    package var description: String {
        switch self {
        case .littleEndian: "little-endian"
        case .bigEndian: "big-endian"
        case .other(let value): "byte order \(value)"
        }
    }
}

extension ELFError: CustomStringConvertible {
    /// One line that says what is wrong and where.
    package var description: String {
        switch self {
        case .notELF:
            "not an ELF file"
        case .unsupported(let fileClass, let byteOrder, let machine):
            "an ELF file for \(machine) (\(fileClass), \(byteOrder)), but a 64-bit little-endian one is needed"
        case .truncated(let part, let offset):
            "\(part) is cut off at offset 0x\(String(offset, radix: 16))"
        case .malformed(let reason, let offset):
            "\(reason) (at offset 0x\(String(offset, radix: 16)))"
        }
    }
}
