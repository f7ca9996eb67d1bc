import Checksums
import ELF

/// What ties a binary to its debug file, made so that it does not depend on the directory of the build.
///
/// Debug information names that directory, and two parts of a binary are digests over debug information: the linker's
/// build id, and `.swift_modhash`, by which the Swift compiler knows its own unchanged object files again and which
/// nothing reads in a program.
enum BuildIdentity {
    /// Clears those parts of a stripped binary, and gives it the build id that follows from the rest.
    static func normalize(_ binary: inout [UInt8]) {
        // What cannot be parsed stays as it is: the audit tells what is wrong with it.
        guard let file = try? ELFFile(binary) else { return }
        for section in file.sections where section.name == ".swift_modhash" && section.occupiesFile {
            replace(fileRange(of: section), with: repeatElement(0, count: Int(clamping: section.size)), in: &binary)
        }
        guard let place = buildIDRange(in: file, binary) else { return }
        replace(place, with: repeatElement(0, count: place.count), in: &binary)
        replace(place, with: SHA256.hash(binary), in: &binary)
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
