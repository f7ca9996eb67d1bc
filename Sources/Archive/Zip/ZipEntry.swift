/// One entry as described by a zip archive, which may lie.
package struct ZipEntry: Sendable, Hashable {
    /// The kinds of entries.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case file
        case directory
        case symbolicLink
        case other
    }

    /// The compression methods of the content.
    package enum Method: Sendable, Hashable {
        case stored
        case deflated
        /// Another method, by its number in PKWARE's APPNOTE.
        case other(UInt16)

        /// The method's number in PKWARE's APPNOTE, section 4.4.5.
        package var number: UInt16 {
            switch self {
            case .stored: 0
            case .deflated: 8
            case .other(let number): number
            }
        }
    }

    /// A suspicious or dangerous property of an entry, while the archive as a whole is sound.
    package enum Flaw: String, Sendable, Hashable, Codable, CaseIterable {
        /// The path starts with a slash or a drive letter.
        case absolutePath
        /// The path contains a component `..`.
        case parentComponent
        /// The path is empty, or contains an empty component or `.`.
        case oddComponent
        case backslash
        case nul
        /// The path, or one of its components, is longer than Linux allows.
        case tooLong
        /// The name is not UTF-8; `path` contains replacement characters.
        case notUTF8
        case encrypted
        /// The compression method is neither stored nor deflate.
        case unknownMethod
        /// An earlier entry has the same path.
        case duplicate
        /// An earlier entry's path differs only in case or in Unicode composition.
        case caseClash
        /// Another entry that is not a directory is in the place of a directory that this one needs.
        case belowFile
    }

    /// The path without a directory's trailing slash.
    package var path: String
    /// The name's bytes in the archive.
    package var name: [UInt8]
    /// What it is.
    package var kind: Kind
    /// Type and permission bits as in `st_mode`, or `nil` if the archive was not created on a Unix system.
    package var unixMode: UInt16?
    /// The content's size in bytes.
    package var size: Int64
    /// The size of its data in the archive, in bytes.
    package var compressedSize: Int64
    /// Its compression method.
    package var method: Method
    /// The checksum of the content.
    package var crc32: UInt32
    /// When it was last changed, in an unknown time zone.
    package var modified: DOSTime
    /// Its flaws, in the order of the cases.
    package var flaws: [Flaw]

    /// Where its local header starts in the file.
    var headerOffset: Int64
    /// Where its data starts in the file.
    var dataOffset: Int64

    /// The permission bits, including set-id and sticky bits.
    package var permissions: UInt16? { unixMode.map { $0 & 0o7777 } }
}

/// A time in the MS-DOS file system, in steps of two seconds.
package struct DOSTime: Sendable, Hashable, CustomStringConvertible {
    /// The date in the high and the time in the low 16 bits, as in zip headers.
    package var rawValue: UInt32

    /// Creates a time from a header's four bytes.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The time as `1980-01-01 00:00:00`; fields out of range are shown as they are.
    package var description: String {
        let date = [Int(rawValue >> 25) + 1980, field(21, 0xF), field(16, 0x1F)]
        let time = [field(11, 0x1F), field(5, 0x3F), field(0, 0x1F) * 2]
        return date.map(padded).joined(separator: "-") + " " + time.map(padded).joined(separator: ":")
    }

    private func field(_ shift: UInt32, _ mask: UInt32) -> Int { Int(rawValue >> shift & mask) }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
