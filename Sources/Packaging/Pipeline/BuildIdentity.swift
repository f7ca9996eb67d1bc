import Checksums
import ELF

/// Makes the identity of a binary and its debug file independent of the build directory.
///
/// Debug information names that directory, and two parts of a binary are digests of debug information: the linker's
/// build id, and `.swift_modhash`, by which the Swift compiler recognises its unchanged object files and which
/// no program uses.
enum BuildIdentity {
    /// Clears those parts of a stripped binary, and gives it the build id computed from the rest.
    static func normalize(_ binary: inout [UInt8]) {
        // Invalid files stay unchanged: the audit reports them.
        guard let file = try? ELFFile(binary) else { return }
        for section in file.sections where section.name == ".swift_modhash" && section.occupiesFile {
            replace(fileRange(of: section), with: repeatElement(0, count: Int(clamping: section.size)), in: &binary)
        }
        shortenOwnName(of: file, in: &binary)
        guard let place = buildIDRange(in: file, binary) else { return }
        replace(place, with: repeatElement(0, count: place.count), in: &binary)
        replace(place, with: SHA256.hash(binary), in: &binary)
    }

    /// Replaces the path to which a library was linked with its file name.
    ///
    /// Without a name for a library (DT_SONAME), the linker uses its path as the first version definition,
    /// with a matching hash. Nothing requires that version: it stands for the library itself.
    private static func shortenOwnName(of file: ELFFile, in binary: inout [UInt8]) {
        guard let names = file.sections.first(where: { $0.name == ".dynstr" && $0.occupiesFile }),
            let records = file.sections.first(where: { $0.name == ".gnu.version_d" && $0.occupiesFile })
        else { return }
        let record = fileRange(of: records).clamped(to: binary.indices)
        let strings = fileRange(of: names).clamped(to: binary.indices)
        let auxiliary = record.lowerBound + Int(word(at: record.lowerBound + 12, in: binary))
        guard record.count >= 20, binary[record.lowerBound + 2] & 1 == 1, record.contains(auxiliary + 4) else { return }
        let start = strings.lowerBound + Int(word(at: auxiliary, in: binary))
        guard strings.contains(start) else { return }
        let text = binary[start..<strings.upperBound].prefix { $0 != 0 }
        guard text.first == UInt8(ascii: "/"), let name = text.split(separator: UInt8(ascii: "/")).last.map(Array.init)
        else { return }
        replace(start..<start + text.count, with: name + repeatElement(0, count: text.count - name.count), in: &binary)
        let hash = symbolHash(name)
        replace(
            record.lowerBound + 8..<record.lowerBound + 12,
            with: (0..<4).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }, in: &binary)
    }

    /// The System V gABI's hash of a name (chapter 5, "Hash Table").
    private static func symbolHash(_ name: [UInt8]) -> UInt32 {
        var hash: UInt32 = 0
        for byte in name {
            hash = hash << 4 &+ UInt32(byte)
            hash ^= (hash & 0xF000_0000) >> 24
            hash &= 0x0FFF_FFFF
        }
        return hash
    }

    /// The 32-bit number at an offset, or 0 beyond the end.
    private static func word(at place: Int, in bytes: [UInt8]) -> UInt32 {
        guard place >= 0, place + 4 <= bytes.count else { return 0 }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << ($1 * 8) }
    }

    /// Gives a debug file the build id of the binary it belongs to.
    static func copy(from binary: [UInt8], to debugFile: inout [UInt8]) {
        guard let buildID = (try? ELFFile(binary))?.buildID, let file = try? ELFFile(debugFile),
            let place = buildIDRange(in: file, debugFile)
        else { return }
        replace(place, with: buildID, in: &debugFile)
    }

    /// The bytes of the build id, which are the last of its note.
    private static func buildIDRange(in file: ELFFile, _ bytes: [UInt8]) -> Range<Int>? {
        guard let buildID = file.buildID,
            let section = file.sections.first(where: { $0.name == ".note.gnu.build-id" && $0.occupiesFile })
        else { return nil }
        let note = fileRange(of: section).clamped(to: bytes.indices)
        let place = max(note.lowerBound, note.upperBound - buildID.count)..<note.upperBound
        return bytes[place].elementsEqual(buildID) ? place : nil
    }

    private static func fileRange(of section: Section) -> Range<Int> {
        let (end, isBeyond) = section.offset.addingReportingOverflow(section.size)
        return Int(clamping: section.offset)..<(isBeyond ? .max : Int(clamping: end))
    }

    private static func replace(_ range: Range<Int>, with new: some Sequence<UInt8>, in bytes: inout [UInt8]) {
        for (index, byte) in zip(range.clamped(to: bytes.indices), new) { bytes[index] = byte }
    }
}
