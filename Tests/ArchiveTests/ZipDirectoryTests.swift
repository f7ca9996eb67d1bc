import LibC
import Model
import Testing

@testable import Archive

@Suite struct ZipDirectoryTests {
    private typealias Item = ZipBuilder.Item

    @Test func `sound archives of every form are read`() throws {
        let items = [Item("a", "hello"), Item("d/", mode: 0o040755), Item("d/l", "../a", mode: 0o120777)]
        var builder = ZipBuilder(items)
        builder.comment = Array("a comment".utf8)
        let plain = try directory(of: builder.bytes)
        #expect(plain.entries.map(\.path) == ["a", "d", "d/l"])
        #expect(plain.entries.map(\.kind) == [.file, .directory, .symbolicLink])
        #expect(plain.entries.map(\.unixMode) == [0o100644, 0o040755, 0o120777])
        #expect(plain.entries.map(\.size) == [5, 0, 4])
        #expect(plain.entries.allSatisfy { $0.flaws.isEmpty && $0.method == .stored })

        builder.usesZip64 = true
        #expect(try directory(of: builder.bytes).entries == plain.entries)
        builder.prefix = Array("#!/bin/sh\n".utf8)
        #expect(try directory(of: builder.bytes).entries.map(\.headerOffset).min() == 10)
        builder.usesZip64 = false
        #expect(try directory(of: builder.bytes).entries.map(\.headerOffset).min() == 10)
    }

    @Test func `an archive made elsewhere than on Unix has no modes`() throws {
        let items = [Item("a"), Item("d/")].map { $0.with { $0.host = 0 } }
        let entries = try directory(of: ZipBuilder(items).bytes).entries
        #expect(entries.map(\.unixMode) == [nil, nil])
        #expect(entries.map(\.kind) == [.file, .directory])
    }

    @Test(arguments: [
        ("/etc/passwd", [ZipEntry.Flaw.absolutePath, .oddComponent]),
        ("C:/x", [.absolutePath]),
        ("../../etc/passwd", [.parentComponent]),
        ("a/..", [.parentComponent]),
        ("a//b", [.oddComponent]),
        ("./a", [.oddComponent]),
        ("", [.oddComponent]),
        ("a\\..\\b", [.backslash]),
        ("a\0b", [.nul]),
        (String(repeating: "n", count: 256), [.tooLong]),
        (String(repeating: "abc/", count: 1025), [.tooLong]),
        ("..a/b..", []),
    ])
    func `a dangerous name is a fact of its entry`(name: String, flaws: [ZipEntry.Flaw]) throws {
        #expect(try directory(of: ZipBuilder([Item(name)]).bytes).entries.first?.flaws == flaws)
    }

    @Test func `what entries are to each other is a fact of the later one`() throws {
        let names = ["a", "A", "a", "\u{e9}", "e\u{301}", "link", "link/x", "link-x", "d/", "d/x"]
        let entries = try directory(of: ZipBuilder(names.map { Item($0) }).bytes).entries
        let flaws = entries.filter { !$0.flaws.isEmpty }.map { "\($0.path): \($0.flaws)" }
        #expect(entries[1].flaws == [.caseClash])
        #expect(entries[2].flaws == [.duplicate])
        #expect(entries[4].flaws == [.caseClash])
        #expect(entries[6].flaws == [.belowFile])
        #expect(flaws.count == 4)
    }

    @Test func `a name that is no UTF-8, encryption and an unknown method are facts`() throws {
        let items = [
            Item("x").with { $0.name = [0x61, 0xFF] }, Item("e", "123").with { $0.flags = 1 },
            Item("m", "1").with { $0.method = 12 },
        ]
        let entries = try directory(of: ZipBuilder(items).bytes).entries
        #expect(entries.map(\.flaws) == [[.notUTF8], [.encrypted], [.unknownMethod]])
        #expect(entries[0].path == "a\u{fffd}")
    }

    @Test func `an entry may end in any form of data descriptor, but in one that fits`() throws {
        let crc = ZipBuilder.crc32(Array("hi".utf8))
        var fields: [UInt8] = []
        for word in [crc, 2, 2] { fields.append(littleEndian: word) }
        var wide: [UInt8] = []
        wide.append(littleEndian: crc)
        for word: UInt64 in [2, 2] { wide.append(littleEndian: word) }
        let signature: [UInt8] = [0x50, 0x4B, 7, 8]
        for descriptor in [fields, wide, signature + fields, signature + wide] {
            let items = [
                Item("a", "hi").with {
                    $0.flags = 8; $0.descriptor = descriptor
                }, Item("b"),
            ]
            #expect(try directory(of: ZipBuilder(items).bytes).entries.count == 2)
        }
        let wrong = Item("a", "hi").with {
            $0.flags = 8; $0.descriptor = fields.reversed()
        }
        expect(.headerMismatch("a", field: "the data descriptor"), of: ZipBuilder([wrong]).bytes)
    }

    @Test func `the two headers of an entry must agree`() {
        let cases: [(Item, String)] = [
            (Item("a").with { $0.localName = Array("b".utf8) }, "the name"),
            (Item("a").with { $0.localName = Array("ab".utf8) }, "the name"),
            (Item("a", "1").with { $0.localSize = 2 }, "the size"),
            (Item("a", "1").with { $0.localMethod = 8 }, "the compression method"),
        ]
        for (item, field) in cases {
            expect(.headerMismatch("a", field: field), of: ZipBuilder([item]).bytes)
        }
    }

    @Test func `entries that share bytes are refused`() {
        expect(.overlap("a", "b"), of: ZipBuilder([Item("a", "1"), Item("b", "1").with { $0.offset = 0 }]).bytes)
        // A zip bomb of one kernel and many headers quotes the headers that follow as its content.
        let inside = Item("b", "1").with { $0.offset = 31 }
        let bomb = [
            Item("a", "1").with {
                $0.size = 33; $0.compressedSize = 33
            }, inside,
        ]
        expect(.overlap("a", "b"), of: ZipBuilder(bomb).bytes)
    }

    @Test(arguments: [UInt32(1), 5, 31, 77, 1_000, 0x7FFF_FFFF, 0xFFFF_FFFE])
    func `an odd offset of an entry is refused`(offset: UInt32) {
        let bytes = ZipBuilder([Item("a", "hello"), Item("b").with { $0.offset = offset }]).bytes
        #expect(throws: ArchiveError.self) { try directory(of: bytes) }
    }

    @Test(arguments: [UInt32(0), 1, 30, 35, 37, 1_000, 0xFFFF_FFFF])
    func `an odd offset of the directory is refused`(offset: UInt32) {
        var builder = ZipBuilder([Item("a", "hello")])
        builder.directoryOffset = offset
        #expect(throws: ArchiveError.self) { try directory(of: builder.bytes) }
    }

    @Test func `claims that cannot be are refused`() {
        let huge = Item("a", "x").with {
            $0.method = 8; $0.size = 0xFFFF_FFFE
        }
        expect(.impossibleSize("a", size: 0xFFFF_FFFE, compressedSize: 1), of: ZipBuilder([huge]).bytes)
        let stored = Item("a", "x").with { $0.size = 2 }
        expect(.impossibleSize("a", size: 2, compressedSize: 1), of: ZipBuilder([stored]).bytes)
        let beyond = Item("a", "x").with {
            $0.compressedSize = 4_000_000; $0.size = 4_000_000
        }
        expect(.entryOutOfBounds("a"), of: ZipBuilder([beyond]).bytes)
        let many = ["a", "b"].map { Item($0, "12345") }
        expect(.contentTooLarge(limit: 9), of: ZipBuilder(many).bytes, limits: .init(contentBytes: 9))
        expect(.tooManyEntries(claimed: 2, limit: 1), of: ZipBuilder(many).bytes, limits: .init(entries: 1))
        expect(.directoryTooLarge(bytes: 94, limit: 93), of: ZipBuilder(many).bytes, limits: .init(directoryBytes: 93))
    }

    @Test func `a wrong number of entries is refused`() {
        for count: UInt16 in [0, 1, 3, 65_535] {
            var builder = ZipBuilder([Item("a"), Item("b")])
            builder.entryCount = count
            #expect(throws: ArchiveError.self, "\(count)") { try directory(of: builder.bytes) }
        }
    }

    @Test func `several disks, and bytes behind the end, are refused`() {
        var builder = ZipBuilder([Item("a")])
        builder.disk = 1
        expect(.endRecord("it is one of several disks"), of: builder.bytes)
        builder.disk = 0
        builder.trailing = [0]
        expect(.noEndRecord, of: builder.bytes)
    }

    @Test func `an archive cut at any byte is refused`() {
        let bytes = ZipBuilder([Item("a", "hello"), Item("d/", mode: 0o040755), Item("d/b", "world")]).bytes
        for length in 0..<bytes.count {
            #expect(throws: ArchiveError.self, "\(length)") { try directory(of: Array(bytes[..<length])) }
        }
    }

    @Test func `an archive whose first bytes are missing is refused`() {
        let bytes = ZipBuilder([Item("a", "hello"), Item("b", "world")]).bytes
        for length in 1..<bytes.count - 22 {
            #expect(throws: ArchiveError.self, "\(length)") { try directory(of: Array(bytes[length...])) }
        }
    }

    @Test func `ten thousand entries take less than a second`() throws {
        let bytes = ZipBuilder((0..<10_000).map { Item("directory/of/many/files/number-\($0).txt") }).bytes
        let start = processorTime()
        #expect(try directory(of: bytes).entries.count == 10_000)
        #expect(processorTime() - start < .seconds(1))
    }

    @Test func `the time grows with the length of names, not with its square`() throws {
        let items = (0..<50).map { Item(String(repeating: "a/", count: 30_000) + "\($0)") }
        let bytes = ZipBuilder(items).bytes
        let start = processorTime()
        #expect(try directory(of: bytes).entries.count == 50)
        #expect(processorTime() - start < .seconds(3))
    }

    @Test func `a fault names the archive, and ends as bad input`() {
        let error = ArchiveError.malformed(archive: "x.zip", .overlap("a", "b"))
        #expect(error.exitStatus == .badInput)
        #expect(error.diagnostics.first?.identifier == "archive.overlap")
        #expect(error.diagnostics.first?.location == Diagnostic.Location(file: "x.zip"))
        #expect(error.diagnostics.first?.summary == "'a' and 'b' share bytes of the archive")
    }

    /// The processor time of this thread, which other work on the machine does not change.
    private func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private func expect(
        _ fault: ZipFault, of bytes: [UInt8], limits: ZipDirectory.Limits = .init(),
        location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: ArchiveError.malformed(archive: "test.zip", fault), sourceLocation: location) {
            try directory(of: bytes, limits: limits)
        }
    }
}
