import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite struct TemporaryFileTests {
    private let scratch: ScratchDirectory
    private let files = LiveFileSystem()

    init() throws {
        scratch = try ScratchDirectory()
    }

    /// A temporary file lies beside its destination, is private, and replaces it.
    @Test func replacing() throws {
        try scratch.write("old", to: "file")
        let temporary = try TemporaryFile(for: scratch.appending("file"))
        #expect(temporary.path.removingLastComponent() == scratch.path)
        #expect(temporary.path.lastComponent?.string.hasPrefix(TemporaryFile.prefix) == true)
        #expect(try files.status(of: temporary.path, followingLinks: false)?.permissions == [.ownerReadWrite])
        try temporary.write([0x6E, 0x65])
        try temporary.write([0x77])
        #expect(try scratch.text(of: "file") == "old")
        try temporary.replaceDestination(permissions: FilePermissions(rawValue: 0o755))
        #expect(try scratch.text(of: "file") == "new")
        #expect(try files.names(in: scratch.path) == ["file"])
    }

    /// It is removed when it is discarded or goes out of scope.
    @Test func discarding() throws {
        let temporary = try TemporaryFile(for: scratch.appending("file"))
        try temporary.discard()
        try temporary.discard()
        _ = try TemporaryFile(for: scratch.appending("file"))
        #expect(try files.names(in: scratch.path) == [])
    }

    /// Content that another program wrote to it replaces the destination.
    @Test func otherWriter() async throws {
        let temporary = try TemporaryFile(for: scratch.appending("file"))
        let copied = try await runTool("cp", ["/etc/hostname", temporary.path.string])
        try #require(copied.status == 0)
        try temporary.replaceDestination(permissions: [.ownerReadWrite])
        #expect(try files.read(scratch.appending("file"), limit: .max) == files.read("/etc/hostname", limit: .max))
    }

    /// Files of killed processes are removed; files being written and all others stay.
    @Test func stale() async throws {
        let destination = scratch.appending("killed").string
        await #expect(processExitsWith: .signal(9)) { [destination = destination as String] in
            let temporary = try TemporaryFile(for: FilePath(destination))
            try temporary.write([1])
            withExtendedLifetime(temporary) { killThisProcess() }
        }
        let left = try files.names(in: scratch.path)
        #expect(left.count == 1)

        let living = try TemporaryFile(for: scratch.appending("living"))
        try scratch.write("", to: "file")
        try files.makeDirectory(scratch.appending(TemporaryFile.prefix + "directory"))
        try files.link(scratch.appending(TemporaryFile.prefix + "link"), to: "file")
        #expect(try files.removeStaleTemporaries(in: scratch.path) == left)
        try living.replaceDestination(permissions: [.ownerReadWrite])
        #expect(
            try files.names(in: scratch.path) == [
                TemporaryFile.prefix + "directory", TemporaryFile.prefix + "link", "file", "living",
            ])
        #expect(try files.removeStaleTemporaries(in: scratch.appending("missing")) == [])
    }
}
