import LibC
import Model
import Testing

@testable import Archive

@Suite struct ArchiveReaderTests {
    private typealias Item = ZipBuilder.Item
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: [CompressionLevel.stored, .standard, .smallest])
    func `content comes back as it was, read whole or in parts`(level: CompressionLevel) throws {
        var generator = SeededGenerator(seed: 2)
        let contents = [[], [1], generator.bytes(600_000), [UInt8](repeating: 0, count: 600_000)]
        let entries = contents.enumerated().map { ArchiveEntry("f\($0)", .bytes($1, isExecutable: false)) }
        try ArchiveWriter(level: level).write(entries, to: scratch("a.zip"))
        let reader = try ArchiveReader(path: scratch("a.zip"))
        for (entry, content) in zip(reader.directory.entries, contents) {
            #expect(try reader.read(entry, limit: content.count) == content)
            var parts: [UInt8] = []
            try reader.read(entry) { parts += $0 }
            #expect(parts == content)
        }
    }

    @Test func `an entry beyond the limit is refused unread`() throws {
        let (reader, entry) = try open(Item("a", "12345"))
        expect(.overLimit(size: 5, limit: 4)) { try reader.read(entry, limit: 4) }
        #expect(try reader.read(entry, limit: 5) == Array("12345".utf8))
    }

    @Test func `content that does not match its checksum or size is refused`() throws {
        let (reader, entry) = try open(Item("a", "12345").with { $0.crc32 = 7 })
        #expect(throws: ArchiveError.self) { try reader.read(entry, limit: 5) }
        // "aaaaa", deflated.
        let deflated: [UInt8] = [0x4B, 0x4C, 0x04, 0x02, 0x00]
        let checksum = ZipBuilder.crc32(Array("aaaaa".utf8))
        for size: UInt32 in [0, 4, 5, 6, 100] {
            let item = Item("a").with {
                $0.data = deflated
                $0.method = 8
                $0.size = size
                $0.crc32 = checksum
            }
            let (reader, entry) = try open(item)
            if size == 5 {
                #expect(try reader.read(entry, limit: 100) == Array("aaaaa".utf8))
            } else {
                let error = #expect(throws: ArchiveError.self, "\(size)") { try reader.read(entry, limit: 100) }
                #expect(error?.exitStatus == .badInput)
            }
        }
    }

    @Test func `encrypted entries and unknown methods are refused by name`() throws {
        let (reader, entry) = try open(Item("a", "12345").with { $0.flags = 1 })
        expect(.encrypted) { try reader.read(entry, limit: 5) }
        let (other, compressed) = try open(Item("a", "12345").with { $0.method = 12 })
        expect(.method(12)) { try other.read(compressed, limit: 5) }
    }

    @Test func `a link's target is read, and only a link has one`() throws {
        let (reader, link) = try open(Item("a", "../x", mode: 0o120777))
        #expect(try reader.linkTarget(of: link) == "../x")
        let (other, file) = try open(Item("a", "../x"))
        expect(.notALink) { try other.linkTarget(of: file) }
        let (third, long) = try open(Item("a", String(repeating: "x", count: 5_000), mode: 0o120777))
        expect(.overLimit(size: 5_000, limit: 4_095)) { try third.linkTarget(of: long) }
    }

    @Test func `an entry is read whatever its name is, and whatever stands before the archive`() throws {
        var builder = ZipBuilder([Item("../x", "1"), Item("../x", "2"), Item("\u{0}", "3")])
        builder.prefix = Array("#!/bin/sh\n".utf8)
        let reader = try ArchiveReader(path: scratch.file("a.zip", builder.bytes))
        #expect(
            try reader.directory.entries.map { try reader.read($0, limit: 1) }
                == ["1", "2", "3"].map { Array($0.utf8) })
    }

    @Test func `what is no archive is told apart from what cannot be read`() throws {
        let text = try scratch.file("text", Array("no archive".utf8))
        #expect(throws: ArchiveError.malformed(archive: text, .noEndRecord)) { try ArchiveReader(path: text) }
        let missing = #expect(throws: ArchiveError.self) { try ArchiveReader(path: scratch("missing")) }
        #expect(missing == .system(.open, path: scratch("missing"), code: ENOENT))
        #expect(missing?.exitStatus == .inputOutput)
        #expect(throws: ArchiveError.notRegular(scratch.path)) { try ArchiveReader(path: scratch.path) }
    }

    private func open(_ item: Item) throws -> (ArchiveReader, ZipEntry) {
        let reader = try ArchiveReader(path: scratch.file("a.zip", ZipBuilder([item]).bytes))
        return (reader, try #require(reader.directory.entries.first))
    }

    private func expect<Value>(
        _ fault: ArchiveError.ContentFault, location: SourceLocation = #_sourceLocation, _ body: () throws -> Value
    ) {
        let error = ArchiveError.unreadable(archive: scratch("a.zip"), entry: "a", fault)
        #expect(throws: error, sourceLocation: location) { try body() }
    }
}
