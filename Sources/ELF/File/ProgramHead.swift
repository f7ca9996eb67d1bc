/// What the kernel looks at before it starts a program, read from the file's first bytes alone.
package struct ProgramHead: Sendable, Hashable {
    /// More than the headers of any program that a linker makes, and the loader's path behind them, in bytes.
    package static let size = 64 << 10

    /// The instruction set it is for.
    package let machine: Machine
    /// The loader that it asks the kernel for.
    package let interpreter: String?

    /// Reads the head.
    ///
    /// - Parameter bytes: the file's first ``size`` bytes, or all where it has fewer.
    /// - Throws: ``ELFError`` where it is not for a 64-bit little-endian machine, or where its headers lie elsewhere.
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
