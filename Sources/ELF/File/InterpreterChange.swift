/// A change of the loader that a program asks the kernel for, without moving anything in its file.
///
/// The path is appended to the file, and the program header is pointed at it. Only the kernel reads the path from the file; the
/// loader's own view of it in memory stays as it was, which is of no consequence.
package struct InterpreterChange: Sendable, Hashable {
    /// Bytes that are written at an offset of the file.
    package struct Write: Sendable, Hashable {
        /// The offset in bytes; the file's size for what is appended.
        package var offset: Int64
        /// The bytes.
        package var bytes: [UInt8]
    }

    /// What is written, in order.
    package let writes: [Write]

    /// How many of a file's first bytes have all program headers; linkers put them behind the file header.
    package static let headSize = 4096

    /// Computes a change.
    ///
    /// - Parameters:
    ///   - head: the file's first bytes, ``headSize`` of them.
    ///   - fileSize: the file's size in bytes.
    ///   - path: the loader's absolute path.
    /// - Throws: ``ELFError`` if the file is not a program with a loader.
    package init(head: [UInt8], fileSize: Int64, path: String) throws(ELFError) {
        let file = Region(head)
        _ = try FileHeader.identification(of: file)
        guard file.count >= 64 else { throw .truncated(part: "the file header", offset: UInt64(file.count)) }
        let table = FileHeader.Table(offset: try file.uint64(at: 32), count: UInt64(try file.uint16(at: 56)))
        guard
            let headers = try FileHeader.region(
                table, entrySize: Segment.entrySize, in: file, part: "the program header table")
        else { throw .malformed(reason: "it has no program headers", offset: 56) }
        for start in stride(from: 0, to: headers.count, by: Segment.entrySize)
        where try Segment(headers, at: start).kind == .interpreter {
            let text = Array(path.utf8) + [0]
            let header = Int64(table.offset) + Int64(start)
            writes = [
                // First what the header then points at: p_offset, p_filesz, p_memsz.
                Write(offset: fileSize, bytes: text), Write(offset: header + 8, bytes: Self.number(fileSize)),
                Write(offset: header + 32, bytes: Self.number(Int64(text.count))),
                Write(offset: header + 40, bytes: Self.number(Int64(text.count))),
            ]
            return
        }
        throw .malformed(reason: "it names no loader", offset: table.offset)
    }

    private static func number(_ value: Int64) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
