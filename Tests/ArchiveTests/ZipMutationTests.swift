import Model
import Testing

@testable import Archive

/// Whatever the bytes are, reading them ends: with a result or with an error of ours.
@Suite struct ZipMutationTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `mutated archives never crash or hang`() throws {
        var generator = SeededGenerator(seed: 20_260_101)
        let originals = try originals()
        var outcomes = (sound: 0, refused: 0, unreadable: 0)
        for round in 0..<10_000 {
            var bytes = originals[round % originals.count]
            mutate(&bytes, using: &generator)
            let path = try scratch.file("m.zip", bytes)
            do throws(ArchiveError) {
                let reader = try ArchiveReader(path: path)
                outcomes.sound += 1
                for entry in reader.directory.entries where !isReadable(entry, of: reader) {
                    outcomes.unreadable += 1
                }
            } catch {
                #expect(error.exitStatus == .badInput)
                #expect(error.diagnostics.hasErrors)
                outcomes.refused += 1
            }
        }
        // Each way must have been taken often, or the mutations are too crude to reach the decoder.
        #expect(outcomes.sound > 500 && outcomes.refused > 500 && outcomes.unreadable > 500, "\(outcomes)")
    }

    @Test func `random bytes are no archive`() {
        var generator = SeededGenerator(seed: 4)
        for length in 0..<2_000 {
            let bytes = generator.bytes(length)
            #expect(throws: ArchiveError.self) { try directory(of: bytes) }
        }
    }

    private func isReadable(_ entry: ZipEntry, of reader: ArchiveReader) -> Bool {
        do throws(ArchiveError) {
            return Int64(try reader.read(entry, limit: 1 << 20).count) == entry.size
        } catch {
            #expect(error.exitStatus == .badInput)
            return false
        }
    }

    private func originals() throws -> [[UInt8]] {
        let text = Array(String(repeating: "a function's content, ", count: 20).utf8)
        let entries = [
            ArchiveEntry("bootstrap", .bytes(text, isExecutable: true)), ArchiveEntry("d", .directory),
            ArchiveEntry("d/é", .bytes(Array("x".utf8), isExecutable: false)),
            ArchiveEntry("l", .symbolicLink(target: "d/é")),
        ]
        var archives: [[UInt8]] = []
        for level in [CompressionLevel.stored, .standard] {
            try ArchiveWriter(level: level).write(entries, to: scratch("\(level.rawValue).zip"))
            archives.append(try scratch.bytes("\(level.rawValue).zip"))
        }
        var zip64 = ZipBuilder([ZipBuilder.Item("a", "hello"), ZipBuilder.Item("b", "world")])
        zip64.usesZip64 = true
        zip64.comment = [1, 2, 3]
        return archives + [zip64.bytes]
    }

    private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let index = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<8, using: &generator) {
            case 0..<4: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 4: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 5: bytes[index] = [0, 1, 0x7F, 0x80, 0xFF][Int.random(in: 0..<5, using: &generator)]
            case 6: bytes.insert(contentsOf: generator.bytes(3), at: index)
            default: bytes.removeSubrange(index..<min(index + 4, bytes.count - 1))
            }
        }
    }
}
