import Host
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct SourceAliasesTests {
    /// All directories get names of the same length.
    @Test(
        arguments: [
            "/a", "/a/b/c", "/home/somebody/with a long name/projects/shop", "/ünïcödé/日本",
            "/" + String(repeating: "x", count: 200) + "/" + String(repeating: "y", count: 200),
        ])
    func length(directory: String) {
        let padded = SourceAliases.padded(FilePath(directory))
        #expect(padded.string.utf8.count == SourceAliases.length)
        #expect(padded.starts(with: FilePath(directory)))
        #expect(padded.components.allSatisfy { $0.string.utf8.count <= 200 })
    }

    /// Names are padded to the length, or to its next multiple if they are longer.
    @Test func everyLength() {
        for count in 1...1_200 {
            let directory = FilePath("/" + String(repeating: "d", count: count))
            let padded = SourceAliases.padded(directory)
            #expect(padded.string.utf8.count % SourceAliases.length == 0)
            #expect(padded.string.utf8.count - count < SourceAliases.length + 3)
        }
    }

    /// Neighbours get relative names, the deepest first.
    @Test func names() {
        let one = SourceAliases(package: "/a/shop", scratch: "/a/shop/.build/s/native", others: ["/a/log"])
        let other = SourceAliases(
            package: "/b/c/store", scratch: "/elsewhere/native", others: ["/b/c/log", "/b/c/store/inner"])
        #expect(one.aliases.map(\.directory) == ["/a/shop/.build/s/native", "/a/log", "/a/shop"])
        #expect(
            Set(one.aliases.compactMap { $0.name.lastComponent?.string })
                == Set(other.aliases.compactMap { $0.name.lastComponent?.string }))
        #expect(Set((one.aliases + other.aliases).map { $0.name.removingLastComponent().string.utf8.count }).count == 1)
    }

    /// Links are created and repaired, and messages show the original directories.
    @Test func links() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("x", to: "shop/Sources/main.swift")
        let package = scratch.appending("shop")
        let aliases = SourceAliases(package: package, scratch: package.appending(".build"), others: [])
        try aliases.make(files: scratch.files)
        let alias = try #require(aliases.aliases.last)
        try scratch.files.remove(alias.name)
        try scratch.files.link(alias.name, to: "/nowhere")
        try aliases.make(files: scratch.files)
        let source = alias.name.appending("Sources").appending("main.swift")
        #expect(try scratch.files.read(source, limit: 10) == Array("x".utf8))
        #expect(
            aliases.restored("\(source):1:2: error: bad")
                == "\(package.appending("Sources").appending("main.swift")):1:2: error: bad")
        #expect(SourceAliases.relativePath(in: source) == "Sources/main.swift")
        #expect(SourceAliases.relativePath(in: package) == nil)
    }
}

@Suite struct BuildTemporariesTests {
    private struct Stop: Error {}

    /// The directory starts empty, is removed at the end, and shares SwiftPM's locks.
    @Test func life() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        try scratch.write("left", to: "tmp/TemporaryDirectory.x/file")
        try scratch.write("", to: "shared/_root_.swiftpm.lock")
        try scratch.write("", to: "shared/other.lock")
        let files = scratch.files
        let temporaries = BuildTemporaries(
            directory: scratch.appending("tmp"), environment: ["TMPDIR": scratch.appending("shared").string],
            user: .current, files: files)
        let names = try await temporaries.during { try files.names(in: temporaries.directory) }
        #expect(names == ["_root_.swiftpm.lock"])
        let processes = ScriptedProcessRunner()
        processes.answer("swift")
        _ = try await temporaries.host(.testing(processes: processes)).processes.collect(
            Command("swift", [], environment: ["A": "b"]), limit: 1)
        #expect(processes.commands.first?.environment == ["A": "b", "TMPDIR": scratch.appending("tmp").string])
        #expect(try files.names(in: scratch.path) == ["shared"])
        await #expect(throws: Stop.self) { try await temporaries.during { throw Stop() } }
        #expect(try files.names(in: scratch.path) == ["shared"])
        #expect(try files.names(in: scratch.appending("shared")).count == 2)
    }

    @Test func aMissingDirectoryIsNotMade() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let temporaries = BuildTemporaries(
            directory: scratch.appending("tmp"), environment: ["TMPDIR": scratch.appending("missing").string],
            user: .current, files: scratch.files)
        try await temporaries.during {}
        #expect(try scratch.files.names(in: scratch.path).isEmpty)
    }

    /// If the path makes the compiler's driver crash, the shared directory is used.
    @Test func beyondASCII() {
        func directory(_ path: FilePath, user: UInt32 = 7) -> FilePath {
            BuildTemporaries(
                directory: path, environment: ["TMPDIR": "/shared"], user: UserIdentity(user: user, group: 1),
                files: UnusableFileSystem()
            ).directory
        }
        #expect(directory("/home/me/$odd 'shop'/tmp") == "/home/me/$odd 'shop'/tmp")
        let moved = directory("/home/me/büro/tmp")
        #expect(moved.string.hasPrefix("/shared/swiftlambda-7-"))
        #expect(Set([moved, directory("/home/me/büro 2/tmp"), directory("/home/me/büro/tmp", user: 8)]).count == 3)
    }
}
