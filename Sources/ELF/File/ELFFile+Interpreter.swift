extension ELFFile {
    /// The bytes of a program that asks the kernel for another loader.
    ///
    /// The path is appended, and the program header is pointed at it, so that nothing in the file moves. Only the kernel reads
    /// the path from the file; the loader's own view of it in memory stays as it was, which is of no consequence.
    ///
    /// - Parameter path: the loader's absolute path.
    /// - Throws: ``ELFError`` if the bytes are no program with a loader.
    package static func replacingInterpreter(of bytes: [UInt8], with path: String) throws(ELFError) -> [UInt8] {
        let file = Region(bytes)
        let table = try FileHeader(file).programHeaders
        let segments = try Segment.all(FileHeader(file), in: file)
        guard let index = segments.firstIndex(where: { $0.kind == .interpreter }) else {
            throw .malformed(reason: "it names no loader", offset: table.offset)
        }
        let text = Array(path.utf8) + [0]
        var changed = bytes
        let header = Int(table.offset) + index * Segment.entrySize
        // p_offset, p_filesz and p_memsz.
        for (field, value) in [(8, bytes.count), (32, text.count), (40, text.count)] {
            withUnsafeBytes(of: UInt64(value).littleEndian) { number in
                changed.replaceSubrange(header + field..<header + field + number.count, with: number)
            }
        }
        return changed + text
    }
}
