@testable import Archive

/// Builds zip archives field by field, wrong ones included.
struct ZipBuilder {
    /// One entry; what is `nil` follows from the rest.
    struct Item {
        var name: [UInt8]
        var data: [UInt8]
        var mode: UInt16 = 0o100644
        var host: UInt8 = 3
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var crc32: UInt32?
        var size: UInt32?
        var compressedSize: UInt32?
        var offset: UInt32?
        var localName: [UInt8]?
        var localSize: UInt32?
        var localMethod: UInt16?
        var descriptor: [UInt8] = []
        var extra: [UInt8] = []

        init(_ name: String, _ data: String = "", mode: UInt16 = 0o100644) {
            self.name = Array(name.utf8)
            self.data = Array(data.utf8)
            self.mode = mode
        }

        /// The item with some fields changed.
        func with(_ change: (inout Item) -> Void) -> Item {
            var item = self
            change(&item)
            return item
        }
    }

    var items: [Item]
    var prefix: [UInt8] = []
    var comment: [UInt8] = []
    var entryCount: UInt16?
    var directorySize: UInt32?
    var directoryOffset: UInt32?
    var disk: UInt16 = 0
    var usesZip64 = false
    var trailing: [UInt8] = []

    init(_ items: [Item]) { self.items = items }

    /// The archive's bytes.
    var bytes: [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for item in items {
            let offset = item.offset ?? UInt32(body.count)
            let crc = item.crc32 ?? Self.crc32(item.data)
            let size = item.size ?? UInt32(item.data.count)
            let compressedSize = item.compressedSize ?? UInt32(item.data.count)
            body.append(littleEndian: ZipSignature.localHeader)
            for half in [20, item.flags, item.localMethod ?? item.method, 0, 0x21] { body.append(littleEndian: half) }
            for word in [crc, compressedSize, item.localSize ?? size] { body.append(littleEndian: word) }
            let localName = item.localName ?? item.name
            for half in [localName.count, item.extra.count] { body.append(littleEndian: UInt16(half)) }
            body += localName + item.extra + item.data + item.descriptor

            directory.append(littleEndian: ZipSignature.centralHeader)
            directory += [20, item.host]
            for half in [20, item.flags, item.method, 0, 0x21] { directory.append(littleEndian: half) }
            for word in [crc, compressedSize, size] { directory.append(littleEndian: word) }
            for half in [item.name.count, item.extra.count, 0, 0, 0] { directory.append(littleEndian: UInt16(half)) }
            directory.append(littleEndian: UInt32(item.mode) << 16)
            directory.append(littleEndian: offset)
            directory += item.name + item.extra
        }
        return prefix + body + directory + end(body: body.count, directory: directory.count) + trailing
    }

    private func end(body: Int, directory: Int) -> [UInt8] {
        var end: [UInt8] = []
        if usesZip64 {
            end.append(littleEndian: ZipSignature.zip64EndRecord)
            end.append(littleEndian: UInt64(44))
            end += [45, 0, 45, 0]
            for disk: UInt32 in [0, 0] { end.append(littleEndian: disk) }
            for number in [items.count, items.count, directory, body] { end.append(littleEndian: UInt64(number)) }
            end.append(littleEndian: ZipSignature.zip64Locator)
            end.append(littleEndian: UInt32(0))
            end.append(littleEndian: UInt64(body + directory))
            end.append(littleEndian: UInt32(1))
        }
        let count = entryCount ?? (usesZip64 ? .max : UInt16(items.count))
        end.append(littleEndian: ZipSignature.endRecord)
        for half in [disk, disk, count, count] { end.append(littleEndian: half) }
        end.append(littleEndian: directorySize ?? (usesZip64 ? .max : UInt32(directory)))
        end.append(littleEndian: directoryOffset ?? (usesZip64 ? .max : UInt32(body)))
        end.append(littleEndian: UInt16(comment.count))
        return end + comment
    }

    /// The checksum that zip uses.
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

/// Reads the directory of an archive in memory.
func directory(of bytes: [UInt8], limits: ZipDirectory.Limits = .init()) throws(ArchiveError) -> ZipDirectory {
    try ZipDirectory(archive: "test.zip", size: Int64(bytes.count), limits: limits) { offset, count in
        Array(bytes[Int(offset)..<Int(offset) + count])
    }
}
