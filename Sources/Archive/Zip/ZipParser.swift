/// The steps of reading a zip archive's directory.
struct ZipParser {
    /// Reads the central directory and the end of the file.
    var records: ZipWindow
    /// Reads local headers, which are small and may be far apart.
    var headers: ZipWindow
    let limits: ZipDirectory.Limits
    private let archive: String

    /// Creates a parser of an archive.
    init(archive: String, size: Int64, limits: ZipDirectory.Limits, read: @escaping ZipWindow.Read) {
        self.archive = archive
        self.limits = limits
        records = ZipWindow(size: size, width: 64 * 1024, read: read)
        headers = ZipWindow(size: size, width: 512, read: read)
    }

    /// The error for a fault in this archive.
    func malformed(_ fault: ZipFault) -> ArchiveError { .malformed(archive: archive, fault) }
}

/// The signatures of the record types (section 4.3).
enum ZipSignature {
    static let localHeader: UInt32 = 0x0403_4B50
    static let dataDescriptor: UInt32 = 0x0807_4B50
    static let centralHeader: UInt32 = 0x0201_4B50
    static let endRecord: UInt32 = 0x0605_4B50
    static let zip64EndRecord: UInt32 = 0x0606_4B50
    static let zip64Locator: UInt32 = 0x0706_4B50
}

/// Bits of a header's flags (section 4.4.4).
enum ZipFlag {
    static let encrypted: UInt16 = 1 << 0
    static let dataDescriptor: UInt16 = 1 << 3
}

/// The extra fields of a header (section 4.5).
struct ZipExtraFields {
    private let zip64: [UInt8]
    private var position = 0

    /// Finds the ZIP64 field among the extra fields.
    init(_ bytes: [UInt8]) {
        var index = 0
        while index + 4 <= bytes.count {
            let end = index + 4 + Int(bytes.uint16(at: index + 2))
            guard end <= bytes.count else { break }
            if bytes.uint16(at: index) == 0x0001 {
                zip64 = Array(bytes[index + 4..<end])
                return
            }
            index = end
        }
        zip64 = []
    }

    /// A header's 32-bit value, or the next one of the ZIP64 field if the header refers to it.
    ///
    /// - Returns: `nil` if the ZIP64 value is missing or larger than any file.
    mutating func value(_ short: UInt32) -> Int64? {
        guard short == .max else { return Int64(short) }
        guard position + 8 <= zip64.count else { return nil }
        defer { position += 8 }
        return Int64(exactly: zip64.uint64(at: position))
    }
}
