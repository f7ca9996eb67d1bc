/// The notes and links that tie a binary to its debug file.
enum Notes {
    /// The build identifier among the notes of one segment or section, if it is there.
    static func buildID(in notes: Region) throws(ELFError) -> [UInt8]? {
        var start = 0
        while start <= notes.count - 12 {
            let nameSize = UInt64(try notes.uint32(at: start))
            let size = UInt64(try notes.uint32(at: start + 4))
            let kind = try notes.uint32(at: start + 8)
            let name = try notes.region(at: UInt64(start + 12), count: nameSize, part: "a note's name")
            let contentStart = UInt64(start + 12) + aligned(nameSize)
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

    private static func aligned(_ size: UInt64) -> UInt64 { (size + 3) & ~3 }
}
