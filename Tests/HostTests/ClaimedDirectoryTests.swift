import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct ClaimedDirectoryTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @Test func whatIsNotLockedWasLeftAndIsRemoved() throws {
        try scratch.write("x", to: "ours-old/deep/file")
        try scratch.write("x", to: "ours-file")
        try scratch.write("x", to: "other/file")
        try scratch.files.link(scratch.appending("ours-link"), to: scratch.appending("other"))
        try scratch.files.claimDirectory(scratch.appending("ours-one"), besides: "ours-")
        try scratch.files.claimDirectory(scratch.appending("ours-two"), besides: "ours-")
        // Links and files are nothing that a run leaves.
        #expect(
            try scratch.files.names(in: scratch.path) == ["other", "ours-file", "ours-link", "ours-one", "ours-two"])
        #expect(try scratch.text(of: "other/file") == "x")
        let status = try #require(try scratch.files.status(of: scratch.appending("ours-one"), followingLinks: false))
        #expect(status.permissions == .ownerReadWriteExecute)
    }

    @Test func aDirectoryThatIsThereIsAnError() throws {
        try scratch.write("x", to: "ours-taken/file")
        #expect(throws: FileError.self) {
            try scratch.files.claimDirectory(scratch.appending("ours-taken"), besides: "ours-")
        }
    }
}
