import Archive
import LibC
import Model
import Testing

@Suite
struct ArchiveExtractorTests {
    private let scratch: Scratch
    private let tree: String

    init() throws {
        scratch = try Scratch()
        tree = scratch("tree")
        guard mkdir(tree, 0o755) == 0 else { throw ScratchError(code: errno) }
    }

    private func extract(_ archives: [ZipBuilder.Item]...) throws {
        let extractor = ArchiveExtractor(into: tree)
        for (index, items) in archives.enumerated() {
            let path = try scratch.file("\(index).zip", ZipBuilder(items).bytes)
            try extractor.extract(try ArchiveReader(path: path))
        }
    }

    private func mode(_ name: String) throws -> mode_t {
        var status = stat()
        guard lstat(scratch("tree/\(name)"), &status) == 0 else { throw ScratchError(code: errno) }
        return status.st_mode
    }

    @Test func filesDirectoriesAndLinksComeOutAsTheyAre() throws {
        try extract([
            .init("bootstrap", "program", mode: 0o100755), .init("deep/down/data", "x", mode: 0o100600),
            .init("empty/", mode: 0o040755), .init("link", "deep/down/data", mode: 0o120777),
        ])
        #expect(try scratch.bytes("tree/bootstrap") == Array("program".utf8))
        #expect(try mode("bootstrap") == S_IFREG | 0o755)
        #expect(try mode("deep/down/data") == S_IFREG | 0o600)
        #expect(try mode("empty") & S_IFMT == S_IFDIR)
        #expect(try mode("link") & S_IFMT == S_IFLNK)
        #expect(try scratch.bytes("tree/link") == Array("x".utf8))
    }

    @Test func aDirectoryIsCopiedAsAnArchiveIsUnpacked() throws {
        for directory in ["layer", "layer/deep", "layer/deep/down"] {
            guard mkdir(scratch(directory), 0o755) == 0 else { throw ScratchError(code: errno) }
        }
        try scratch.file("layer/deep/down/data", Array("x".utf8), mode: 0o600)
        try scratch.file("layer/bootstrap", Array("program".utf8), mode: 0o755)
        guard symlink("deep/down/data", scratch("layer/link")) == 0 else { throw ScratchError(code: errno) }
        guard mkfifo(scratch("layer/pipe"), 0o600) == 0 else { throw ScratchError(code: errno) }
        try extract([.init("bootstrap", "older"), .init("kept", "kept")])
        try ArchiveExtractor(into: tree).copy(treeAt: scratch("layer"))
        #expect(try scratch.bytes("tree/bootstrap") == Array("program".utf8))
        #expect(try mode("bootstrap") == S_IFREG | 0o755)
        #expect(try mode("deep/down/data") == S_IFREG | 0o600)
        #expect(try mode("link") & S_IFMT == S_IFLNK)
        #expect(try scratch.bytes("tree/kept") == Array("kept".utf8))
        #expect(throws: ScratchError.self) { try mode("pipe") }
    }

    @Test func aLinkOfOneLayerLeadsTheNextNowhere() throws {
        for directory in ["outside", "layer", "layer/lib"] {
            guard mkdir(scratch(directory), 0o755) == 0 else { throw ScratchError(code: errno) }
        }
        try scratch.file("layer/lib/data", Array("x".utf8))
        try scratch.file("outside/data", Array("mine".utf8))
        try extract([.init("lib", scratch("outside"), mode: 0o120777)])
        #expect(throws: ArchiveError.self) { try ArchiveExtractor(into: tree).copy(treeAt: scratch("layer")) }
        #expect(try scratch.bytes("outside/data") == Array("mine".utf8))
        // A link in a file's place is replaced, never written through.
        try scratch.file("layer/plain", Array("new".utf8))
        try extract([.init("plain", scratch("outside/data"), mode: 0o120777)])
        #expect(throws: ArchiveError.self) { try ArchiveExtractor(into: tree).copy(treeAt: scratch("layer")) }
        #expect(try scratch.bytes("outside/data") == Array("mine".utf8))
    }

    @Test func aLaterArchiveReplacesWhatAnEarlierOneBrought() throws {
        try extract(
            [.init("lib/a", "old"), .init("lib/b", "kept"), .init("x", "lib", mode: 0o120777)],
            [.init("lib/a", "new"), .init("x", "plain")])
        #expect(try scratch.bytes("tree/lib/a") == Array("new".utf8))
        #expect(try scratch.bytes("tree/lib/b") == Array("kept".utf8))
        #expect(try mode("x") & S_IFMT == S_IFREG)
    }

    @Test(arguments: ["../out", "/absolute", "a/../../out"])
    func nothingIsWrittenOutside(_ name: String) throws {
        #expect(throws: ArchiveError.self) { try extract([.init(name, "bad")]) }
        #expect(!scratch.has("out"))
    }

    @Test func aLinkOfAnEarlierArchiveIsNotFollowed() throws {
        #expect(throws: ArchiveError.cannotUnpack(archive: scratch("1.zip"), entry: "way/out", .belowFile)) {
            try extract([.init("way", "..", mode: 0o120777)], [.init("way/out", "bad")])
        }
        #expect(!scratch.has("out"))
    }

    @Test func aLinkInPlaceOfAFileIsReplacedAndNotWrittenThrough() throws {
        try scratch.file("victim", Array("safe".utf8))
        try extract([.init("file", "../victim", mode: 0o120777)], [.init("file", "new")])
        #expect(try scratch.bytes("victim") == Array("safe".utf8))
        #expect(try scratch.bytes("tree/file") == Array("new".utf8))
    }

    @Test(
        arguments: [
            ([.init("a", "x"), .init("a/b", "y")], "a/b", .belowFile),
            ([.init("a/", mode: 0o040755), .init("a", "x")], "a", .overDirectory),
            ([.init("a/b", "x"), .init("a", "b", mode: 0o120777)], "a/b", .belowFile),
            ([.init("a", "x"), .init("a/", mode: 0o040755)], "a", .belowFile),
        ] as [([ZipBuilder.Item], String, ArchiveError.UnpackFault)])
    func entriesThatContradictEachOtherAreTheArchivesFault(
        items: [ZipBuilder.Item], entry: String, fault: ArchiveError.UnpackFault
    ) throws {
        let error = #expect(throws: ArchiveError.self) { try extract(items) }
        #expect(error == .cannotUnpack(archive: scratch("0.zip"), entry: entry, fault))
        #expect(error?.exitStatus == .badInput)
        #expect(error?.diagnostics.first?.location?.file == scratch("0.zip"))
    }

    @Test func aDamagedEntryLeavesNoFile() throws {
        #expect(throws: ArchiveError.self) { try extract([ZipBuilder.Item("data", "x").with { $0.crc32 = 1 }]) }
        #expect(!scratch.has("tree/data"))
    }
}
