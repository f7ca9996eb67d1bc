import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite struct LiveFileSystemWritingTests {
    private let scratch: ScratchDirectory
    private let files = LiveFileSystem()
    private let permissions = FilePermissions(rawValue: 0o644)

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func status(_ name: String) throws -> FileStatus {
        try #require(try files.status(of: scratch.appending(name), followingLinks: false))
    }

    /// A file that already has the bytes is not written; only its mode is corrected.
    @Test func identical() throws {
        let file = scratch.appending("file")
        #expect(try files.write([1, 2, 3], to: file, permissions: permissions))
        let before = try status("file")
        #expect(try !files.write([1, 2, 3], to: file, permissions: permissions))
        #expect(try status("file") == before)
        #expect(try !files.write([1, 2, 3], to: file, permissions: [.ownerRead]))
        #expect(try status("file").permissions == [.ownerRead])
        #expect(try status("file").inode == before.inode)
        #expect(try files.write([1, 2, 4], to: file, permissions: permissions))
        #expect(try status("file").inode != before.inode)
    }

    /// A link is replaced, and its target is left alone.
    @Test func link() throws {
        try scratch.write("same", to: "target")
        try files.link(scratch.appending("link"), to: "target")
        #expect(try files.write(Array("same".utf8), to: scratch.appending("link"), permissions: permissions))
        #expect(try status("link").kind == .regular)
    }

    /// Creating a file never replaces anything.
    @Test func creation() throws {
        try files.create(scratch.appending("new"), bytes: [1], permissions: [.ownerRead])
        #expect(try status("new").permissions == [.ownerRead])
        try files.link(scratch.appending("link"), to: "nowhere")
        try files.makeDirectory(scratch.appending("directory"))
        for name in ["new", "link", "directory"] {
            let error = #expect(throws: FileError.self) {
                try files.create(scratch.appending(name), bytes: [2], permissions: permissions)
            }
            #expect(error == FileError(.create, scratch.appending(name), .fileExists))
        }
        #expect(try files.read(scratch.appending("new"), limit: 8) == [1])
        #expect(try files.names(in: scratch.path) == ["directory", "link", "new"])
    }

    /// Permissions are exact whatever the umask.
    @Test(arguments: ["0", "022", "077", "0777"])
    func umask(umask: String) async throws {
        // The umask belongs to the process, and other tests run in this one.
        let mask = try #require(UInt16(umask, radix: 8))
        let file = scratch.appending("file")
        await #expect(processExitsWith: .success) { [mask = mask as UInt16, file = file.string as String] in
            setUmask(mask)
            let permissions = FilePermissions(rawValue: 0o754)
            try LiveFileSystem().write([1], to: FilePath(file), permissions: permissions)
            try LiveFileSystem().copy(FilePath(file), to: FilePath(file + "2"), permissions: permissions)
        }
        #expect(try status("file").permissions.rawValue == 0o754)
        #expect(try status("file2").permissions.rawValue == 0o754)
    }

    /// Copies are complete and leave no temporary file.
    @Test(arguments: [0, 1, 1 << 18, 1 << 18 + 1, 3_000_000])
    func copying(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try files.write(bytes, to: scratch.appending("from"), permissions: permissions)
        try scratch.write("old", to: "to")
        try files.copy(scratch.appending("from"), to: scratch.appending("to"), permissions: [.ownerReadWriteExecute])
        #expect(try files.read(scratch.appending("to"), limit: .max) == bytes)
        #expect(try status("to").permissions == [.ownerReadWriteExecute])
        #expect(try files.names(in: scratch.path) == ["from", "to"])
    }

    /// Only regular files are copied.
    @Test(arguments: ["/dev/null", "/"])
    func irregular(source: String) throws {
        #expect(throws: FileError.self) {
            try files.copy(FilePath(source), to: scratch.appending("to"), permissions: permissions)
        }
        #expect(try files.names(in: scratch.path) == [])
    }

    /// A write that fails leaves neither a temporary file nor a change.
    @Test func failure() throws {
        try files.makeDirectory(scratch.appending("taken"))
        try scratch.write("", to: "file")
        for (name, reason) in [
            ("taken", Errno.isDirectory), ("file/below", .notDirectory), ("missing/below", .noSuchFileOrDirectory),
        ] {
            let path = scratch.appending(name)
            #expect(throws: FileError(.write, path, reason)) {
                try files.write([1], to: path, permissions: permissions)
            }
        }
        #expect(try files.names(in: scratch.path) == ["file", "taken"])
        #expect(throws: FileError.self) { try files.write([1], to: "/proc/self/x", permissions: permissions) }
    }

    /// A full disk leaves the previous file intact and nothing else.
    @Test(
        .requires("tmpfs", "a tmpfs cannot be mounted here") { try await canMount() }
    )
    func fullDisk() async throws {
        let disk = scratch.appending("disk")
        try files.makeDirectory(disk)
        let mounted = try await runTool("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.string])
        try #require(mounted.status == 0)
        try files.write([1, 2, 3], to: disk.appending("file"), permissions: permissions)
        let large = [UInt8](repeating: 7, count: 1 << 20)
        let source = scratch.appending("large")
        try files.write(large, to: source, permissions: permissions)
        #expect(throws: FileError(.write, disk.appending("file"), .noSpace)) {
            try files.write(large, to: disk.appending("file"), permissions: permissions)
        }
        #expect(throws: FileError(.write, disk.appending("file"), .noSpace)) {
            try files.copy(source, to: disk.appending("file"), permissions: permissions)
        }
        #expect(try files.names(in: disk) == ["file"])
        #expect(try files.read(disk.appending("file"), limit: 10) == [1, 2, 3])
        #expect(try await runTool("umount", [disk.string]).status == 0)
    }
}

private func canMount() async throws -> Bool {
    let scratch = try ScratchDirectory()
    let mounted = try await runTool("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", scratch.path.string])
    guard mounted.status == 0 else { return false }
    return try await runTool("umount", [scratch.path.string]).status == 0
}
