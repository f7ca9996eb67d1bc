/// What the kernel inspects before it starts a program, read only from the file's first bytes.
package struct ProgramHead: Sendable, Hashable {
    /// The number of bytes to read, enough for any linker's headers and the loader's path after them.
    package static let size = 64 << 10

    /// Its instruction set.
    package let machine: Machine
    /// The loader that it requests from the kernel.
    package let interpreter: String?

    /// Reads the head.
    ///
    /// - Parameter bytes: the file's first ``size`` bytes, or all if it has fewer.
    /// - Throws: ``ELFError`` if it is not for a 64-bit little-endian machine, or if its headers are elsewhere.
    package init(_ bytes: [UInt8]) throws(ELFError) {
        let file = Region(bytes)
        machine = try FileHeader.identification(of: file)
        let offset = try file.uint64(at: 32)
        var interpreter: String?
        for index in 0..<UInt64(try file.uint16(at: 56)) {
            let header = try file.region(
                at: offset &+ index &* UInt64(Segment.entrySize), count: UInt64(Segment.entrySize),
                part: "the program header table")
            let segment = try Segment(header, at: 0)
            guard segment.kind == .interpreter, segment.fileSize > 0 else { continue }
            var names = NameBudget(fileSize: bytes.count)
            interpreter = try names.name(in: try segment.contents(in: file, part: "the interpreter's path"), at: 0)
        }
        self.interpreter = interpreter
    }
}
