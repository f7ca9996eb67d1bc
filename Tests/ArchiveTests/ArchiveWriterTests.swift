import LibC
import Model
import Testing

@testable import Archive

@Suite struct ArchiveWriterTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `stored archives have these very bytes`() throws {
        let entries = [
            ArchiveEntry("bootstrap", .bytes(Array("#!".utf8), isExecutable: true)),
            ArchiveEntry("\u{fc}", .symbolicLink(target: "bootstrap")),
        ]
        try ArchiveWriter(level: .stored).write(entries, to: scratch("a.zip"))
        let digits = try scratch.bytes("a.zip").map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            .joined()
        #expect(Golden.storedArchives.contains(digits), "\(digits)")
    }

    @Test func `the summary and the observer account for every byte`() throws {
        let large = [UInt8](repeating: 7, count: 700_000)
        let entries = [
            ArchiveEntry("z", .symbolicLink(target: "d/large")),
            ArchiveEntry("empty", .bytes([], isExecutable: false)),
            ArchiveEntry("d/large", .file(try scratch.file("large", large), isExecutable: true)),
            ArchiveEntry("d", .directory),
        ]
        var contents: [(path: String, bytes: [UInt8])] = []
        var archive: [UInt8] = []
        var progress: [Int64] = []
        let observer = ArchiveObserver(
            entry: { contents.append(($0.path, [])) },
            content: { contents[contents.count - 1].bytes += $0 },
            archive: { archive += $0 },
            progress: { progress.append($0) })
        let summary = try ArchiveWriter(level: .standard).write(
            entries, to: scratch("a.zip"), observer: observer)

        #expect(contents.map(\.path) == ["d", "d/large", "empty", "z"])
        #expect(contents.map(\.bytes) == [[], large, [], Array("d/large".utf8)])
        #expect(try scratch.bytes("a.zip") == archive)
        #expect(summary.size == Int64(archive.count))
        #expect(progress == [262_144, 524_288, 700_000])
        #expect(summary.entries.map(\.path) == ["d", "d/large", "empty", "z"])
        #expect(summary.entries.map(\.unixMode) == [0o040755, 0o100755, 0o100644, 0o120777])
        #expect(summary.entries.map(\.size) == [0, 700_000, 0, 7])
        #expect(summary.entries.reduce(0) { $0 + $1.size } == 700_007)
        #expect(summary.entries[1].crc32 == ZipBuilder.crc32(large))
        #expect(
            summary.entries.allSatisfy {
                $0.modified.description == "1980-01-01 00:00:00" && $0.flaws.isEmpty
            })
    }

    @Test func `the mode and the umask of the files leave no trace`() throws {
        let open = try scratch.file("open", [1], mode: 0o777)
        let closed = try scratch.file("closed", [1], mode: 0o400)
        try ArchiveWriter(level: .standard).write([entry("f", open)], to: scratch("1.zip"))
        try ArchiveWriter(level: .standard).write([entry("f", closed)], to: scratch("2.zip"))
        #expect(try scratch.bytes("1.zip") == scratch.bytes("2.zip"))
    }

    @Test func `the order of the entries leaves no trace`() throws {
        var generator = SeededGenerator(seed: 1)
        let entries = (0..<50).map {
            ArchiveEntry("d\($0 % 7)/f\($0)", .bytes([UInt8($0)], isExecutable: $0 % 2 == 0))
        }
        var archives: Set<[UInt8]> = []
        for round in 0..<5 {
            let name = "\(round).zip"
            try ArchiveWriter(level: .standard).write(
                entries.shuffled(using: &generator), to: scratch(name))
            archives.insert(try scratch.bytes(name))
        }
        #expect(archives.count == 1)
    }

    @Test(arguments: [
        "a b", "it's \"quoted\"", "100%", "-rf", "🎈/né", "e\u{301}", "\u{1112}\u{1161}\u{11ab}",
        "\u{212b}\u{fb01}",
        "\u{202e}rtl", "tab\tnew\nline",
        String(repeating: "ü", count: 127) + "/" + String(repeating: "x", count: 255),
    ])
    func `a name comes back byte by byte`(name: String) throws {
        let entries = [
            ArchiveEntry(name, .bytes([1], isExecutable: false)),
            ArchiveEntry("l", .symbolicLink(target: name)),
        ]
        try ArchiveWriter(level: .standard).write(entries, to: scratch("a.zip"))
        let reader = try ArchiveReader(path: scratch("a.zip"))
        #expect(Set(reader.directory.entries.map(\.name)) == [Array(name.utf8), Array("l".utf8)])
        let link = try #require(reader.directory.entries.first { $0.kind == .symbolicLink })
        #expect(Array(try reader.linkTarget(of: link).utf8) == Array(name.utf8))
    }

    @Test func `what a file held before is gone`() throws {
        try scratch.file("a.zip", [UInt8](repeating: 1, count: 1_000))
        try ArchiveWriter(level: .standard).write([], to: scratch("a.zip"))
        #expect(try scratch.bytes("a.zip").count == 22)
    }

    @Test func `a link at the path is refused and not followed`() throws {
        try scratch.file("target", [1, 2, 3])
        symlink(scratch("target"), scratch("link.zip"))
        #expect(throws: ArchiveError.system(.create, path: scratch("link.zip"), code: ELOOP)) {
            try ArchiveWriter(level: .standard).write([], to: scratch("link.zip"))
        }
        #expect(try scratch.bytes("target") == [1, 2, 3])
    }

    @Test func `an archive without entries can be read again`() throws {
        let summary = try ArchiveWriter(level: .standard).write([], to: scratch("a.zip"))
        #expect(summary == ArchiveSummary(entries: [], size: 22))
    }

    @Test func `a full disk is recognised, and the archive removed`() throws {
        let entries = [
            ArchiveEntry("f", .bytes([UInt8](repeating: 0, count: 600_000), isExecutable: false))
        ]
        let descriptor = open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        let output = OutputFile(descriptor: descriptor, path: "/dev/full") { _ in }
        let error = #expect(throws: ArchiveError.self) {
            try ArchiveWriter(level: .stored).write(
                ArchiveTree(entries), to: output, observer: ArchiveObserver())
        }
        try output.close()
        #expect(error == .system(.write, path: "/dev/full", code: ENOSPC))
        #expect(error?.exitStatus == .inputOutput)
        #expect(error?.diagnostics.first?.hints.isEmpty == false)
    }

    @Test(arguments: [CompressionLevel.stored, .standard])
    func `a write that the system refuses ends the work`(level: CompressionLevel) throws {
        var generator = SeededGenerator(seed: 3)
        let entries = ["f", "g"].map {
            ArchiveEntry($0, .bytes(generator.bytes(300_000), isExecutable: false))
        }
        try scratch.file("readonly", [])
        let output = OutputFile(descriptor: open(scratch("readonly"), O_RDONLY), path: "readonly") {
            _ in
        }
        #expect(throws: ArchiveError.system(.write, path: "readonly", code: EBADF)) {
            try ArchiveWriter(level: level).write(
                ArchiveTree(entries), to: output, observer: ArchiveObserver())
        }
        try output.close()
    }

    @Test func `stopping ends the work between buffers and removes the archive`() throws {
        let entries = [
            ArchiveEntry("f", .bytes([UInt8](repeating: 0, count: 1_000_000), isExecutable: false))
        ]
        var done: Int64 = 0
        let observer = ArchiveObserver(progress: { done = $0 }, shouldStop: { done > 300_000 })
        #expect(throws: CancellationError.self) {
            try ArchiveWriter(level: .standard).write(entries, to: scratch("a.zip"), observer: observer)
        }
        #expect(done == 524_288)
        #expect(!scratch.has("a.zip"))
    }

    @Test(arguments: [Int64(100), 300_000])
    func `a file that shrinks or grows while it is read is an error`(size: Int64) throws {
        let path = try scratch.file("f", [UInt8](repeating: 1, count: 280_000))
        let observer = ArchiveObserver(progress: { _ in truncate(path, off_t(size)) })
        #expect(throws: ArchiveError.changedWhileRead(path)) {
            try ArchiveWriter(level: .stored).write(
                [entry("f", path)], to: scratch("a.zip"), observer: observer)
        }
        #expect(!scratch.has("a.zip"))
    }

    @Test func `only regular files are read`() throws {
        mkfifo(scratch("pipe"), 0o644)
        symlink("pipe", scratch("link"))
        for name in ["pipe", "link", "."] {
            #expect(throws: ArchiveError.notRegular(scratch(name)), "\(name)") {
                try ArchiveWriter(level: .stored).write([entry("f", scratch(name))], to: scratch("a.zip"))
            }
        }
        #expect(throws: ArchiveError.system(.open, path: scratch("missing"), code: ENOENT)) {
            try ArchiveWriter(level: .stored).write(
                [entry("f", scratch("missing"))], to: scratch("a.zip"))
        }
    }

    @Test func `only levels from 0 to 9 exist`() {
        #expect((-1...10).compactMap { CompressionLevel($0)?.rawValue } == Array(0...9))
    }

    private func entry(_ path: String, _ file: String) -> ArchiveEntry {
        ArchiveEntry(path, .file(file, isExecutable: false))
    }
}

/// Archives byte by byte; level 0 leaves the compressor out.
private enum Golden {
    /// libarchive before 3.7.4 adds an empty time field to each entry, and sizes to the local header of a stored file.
    static let storedArchives = [withTimeField, withoutTimeField].map { $0.joined() }

    private static let withTimeField = [
        "504b03040a00080000000000210000000000020000000200000009001400626f6f747374726170555401000075780b000104",
        "0000000004000000002321",
        "504b0708c07519b30200000002000000",
        "504b0304140000080000000021007046a351090000000900000002001400c3bc555401000075780b00010400000000040000",
        "0000626f6f747374726170",
        "504b01020a030a000800000000002100c07519b30200000002000000090014000000000000000000ed8100000000626f6f74",
        "7374726170555401000075780b000104000000000400000000",
        "504b01021403140000080000000021007046a3510900000009000000020014000000000000000000ffa14d000000c3bc5554",
        "01000075780b000104000000000400000000",
        "504b050600000000020002008f0000008a0000000000",
    ]

    private static let withoutTimeField = [
        "504b03040a00080000000000210000000000000000000000000009000f00626f6f74737472617075780b0001040000000004",
        "000000002321",
        "504b0708c07519b30200000002000000",
        "504b0304140000080000000021007046a351090000000900000002000f00c3bc75780b000104000000000400000000626f6f",
        "747374726170",
        "504b01020a030a000800000000002100c07519b3020000000200000009000f000000000000000000ed8100000000626f6f74",
        "737472617075780b000104000000000400000000",
        "504b01021403140000080000000021007046a351090000000900000002000f000000000000000000ffa148000000c3bc7578",
        "0b000104000000000400000000",
        "504b0506000000000200020085000000800000000000",
    ]
}
