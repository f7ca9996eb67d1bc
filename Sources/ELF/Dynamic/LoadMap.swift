/// Finds the bytes in the file that the dynamic section refers to by their address in memory.
struct LoadMap {
    let file: Region
    let loads: [Segment]

    init(file: Region, segments: [Segment]) {
        self.file = file
        loads = segments.filter { $0.kind == .load }
    }

    /// The bytes that are loaded from the file to an address, up to the end of their segment.
    func region(from address: UInt64, part: String) throws(ELFError) -> Region {
        for load in loads where address >= load.address && address - load.address < load.fileSize {
            return try load.contents(in: file, part: "a loaded segment")
                .region(from: address - load.address, part: part)
        }
        throw .malformed(
            reason: "\(part) is at address 0x\(String(address, radix: 16)), which no segment loads from the file",
            offset: 0)
    }

    /// The bytes at an address, with a known length.
    func region(at address: UInt64, count: UInt64, part: String) throws(ELFError) -> Region {
        try region(from: address, part: part).region(at: 0, count: count, part: part)
    }
}
