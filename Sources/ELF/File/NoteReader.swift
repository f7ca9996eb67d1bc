/// Searches notes, in segments or sections, for the build identifier.
struct NoteReader {
    private static let headerSize = 12
    // Notes do not overlap in a sound file; if many headers claim the same ones, reading them would take forever.
    private var remaining: Int

    init(fileSize: Int) {
        remaining = fileSize / Self.headerSize
    }

    /// The build identifier among the notes of one segment or section, if present.
    mutating func buildID(in notes: Region) throws(ELFError) -> [UInt8]? {
        var start = 0
        while start <= notes.count - Self.headerSize {
            guard remaining > 0 else {
                throw .malformed(reason: "the notes overlap excessively", offset: notes.fileOffset(start))
            }
            remaining -= 1
            let nameSize = UInt64(try notes.uint32(at: start))
            let size = UInt64(try notes.uint32(at: start + 4))
            let kind = try notes.uint32(at: start + 8)
            let name = try notes.region(at: UInt64(start + Self.headerSize), count: nameSize, part: "a note's name")
            let contentStart = UInt64(start + Self.headerSize) + aligned(nameSize)
            // NT_GNU_BUILD_ID is 3, under the name "GNU".
            if kind == 3, name.array == Array("GNU\0".utf8) {
                return try notes.region(at: contentStart, count: size, part: "the build identifier").array
            }
            let next = contentStart + aligned(size)
            guard next <= UInt64(notes.count) else { break }
            start = Int(next)
        }
        return nil
    }

    private func aligned(_ size: UInt64) -> UInt64 { (size + 3) & ~3 }
}
