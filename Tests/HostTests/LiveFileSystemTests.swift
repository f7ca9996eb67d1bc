import Model
import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite struct LiveFileSystemTests {
    private let scratch: ScratchDirectory
    private let files = LiveFileSystem()

    init() throws {
        scratch = try ScratchDirectory()
    }

    /// A status describes a path or the target of its link.
    @Test func status() throws {
        let file = try scratch.write("four", to: "file", permissions: FilePermissions(rawValue: 0o640))
        try files.link(scratch.appending("link"), to: "file")
        let status = try #require(try files.status(of: file, followingLinks: false))
        #expect(status.kind == .regular)
        #expect(status.size == 4)
        #expect(status.permissions.rawValue == 0o640)
        #expect(status.modificationTime > 1_700_000_000_000_000_000)
        #expect(try files.status(of: scratch.appending("link"), followingLinks: true) == status)
        #expect(try files.status(of: scratch.appending("link"), followingLinks: false)?.kind == .symbolicLink)
        #expect(try files.destination(ofLink: scratch.appending("link")) == "file")
        #expect(try files.status(of: scratch.path, followingLinks: false)?.kind == .directory)
        #expect(try files.status(of: "/dev/null", followingLinks: false)?.kind == .other)
    }

    /// The status is nil if the path or one of its directories is missing.
    @Test func missing() throws {
        try scratch.write("", to: "file")
        for name in ["missing", "missing/below", "file/below"] {
            #expect(try files.status(of: scratch.appending(name), followingLinks: true) == nil)
        }
    }

    /// Names are sorted bytewise, without `.` and `..`.
    @Test func names() throws {
        for name in ["b", "a", "B", ".hidden", "ä", "a b"] { try scratch.write("", to: name) }
        #expect(try files.names(in: scratch.path) == [".hidden", "B", "a", "a b", "b", "ä"])
    }

    /// A name that is not UTF-8 is an error rather than a name that opens nothing.
    @Test func oddName() async throws {
        let made = try await runTool("python3", ["-c", "open(b'\\xff', 'w')"], in: scratch.path)
        try #require(made.status == 0)
        #expect(throws: FileError(.list, scratch.path, .illegalByteSequence)) { try files.names(in: scratch.path) }
    }

    /// A pipe, a socket or a device is refused immediately when a file is expected.
    @Test(.timeLimit(.minutes(5)))
    func irregular() async throws {
        let pipe = scratch.appending("pipe")
        let socket = scratch.appending("socket")
        let made = try await runTool(
            "python3",
            ["-c", "import os, socket; os.mkfifo('pipe'); socket.socket(socket.AF_UNIX).bind('socket')"],
            in: scratch.path)
        try #require(made.status == 0, "\(made.error)")
        for path in [pipe, socket, "/dev/zero"] {
            let error = #expect(throws: FileError.self) { try files.read(path, limit: 10) }
            #expect(error?.isIrregular == true && error?.exitStatus == .badInput)
            #expect(error?.diagnostics.first?.summary.contains("is not a regular file") == true)
            #expect(throws: FileError.self) { try files.readParts(of: path) { _ in } }
        }
        #expect(try files.prefix(of: try scratch.write("0123", to: "file"), count: 2) == Array("01".utf8))
    }

    /// Reading returns all bytes, up to a limit.
    @Test func reading() throws {
        let text = String(repeating: "0123456789", count: 30_000)
        let file = try scratch.write(text, to: "file")
        #expect(try files.read(file, limit: 300_000) == Array(text.utf8))
        #expect(throws: FileError(.read, file, .fileTooLarge)) { try files.read(file, limit: 299_999) }
        #expect(try !files.read("/proc/self/status", limit: 1 << 20).isEmpty, "a file whose size is said to be 0")
        #expect(throws: FileError(.read, scratch.path, .isDirectory)) { try files.read(scratch.path, limit: 1 << 20) }
    }

    /// Directories are created with their parents, and may already exist.
    @Test func directories() throws {
        let path = scratch.appending("a/b/c")
        try files.makeDirectory(path)
        try files.makeDirectory(path)
        #expect(try files.status(of: path, followingLinks: false)?.kind == .directory)
        let file = try scratch.write("", to: "file")
        #expect(throws: FileError(.create, file, .fileExists)) { try files.makeDirectory(file) }
        #expect(throws: FileError.self) { try files.makeDirectory(file.appending("below")) }
    }

    /// Renaming replaces a file in one step.
    @Test func renaming() throws {
        let old = try scratch.write("old", to: "old")
        let new = try scratch.write("new", to: "new")
        try files.rename(new, to: old)
        #expect(try scratch.text(of: "old") == "new")
        #expect(throws: FileError(.rename, new, .noSuchFileOrDirectory)) { try files.rename(new, to: old) }
    }

    /// Removing deletes whole trees and does not follow links.
    @Test func removing() throws {
        try scratch.write("precious", to: "outside/file")
        try scratch.write("", to: "tree/a/b/c/file")
        try files.link(scratch.appending("tree/a/directory-link"), to: scratch.appending("outside"))
        try files.link(scratch.appending("tree/dangling"), to: "nowhere")
        try files.link(scratch.appending("tree-link"), to: "tree")

        try files.remove(scratch.appending("tree-link"))
        #expect(try files.status(of: scratch.appending("tree/a"), followingLinks: false) != nil)
        try files.remove(scratch.appending("tree"))
        try files.remove(scratch.appending("tree"))
        #expect(try files.names(in: scratch.path) == ["outside"])
        #expect(try scratch.text(of: "outside/file") == "precious")
    }

    /// A real path has no link in it.
    @Test func realPath() throws {
        try scratch.write("", to: "directory/file")
        try files.link(scratch.appending("link"), to: "directory")
        #expect(try files.realPath(scratch.appending("link/file")) == scratch.appending("directory/file"))
        let missing = scratch.appending("missing")
        #expect(throws: FileError(.read, missing, .noSuchFileOrDirectory)) { try files.realPath(missing) }
    }
}
