import Model
import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite struct TemporaryDirectoryTests {
    private func host(_ temporary: FilePath) -> Host {
        .testing(environment: ["TMPDIR": temporary.string], files: LiveFileSystem())
    }

    /// A writable directory with free space passes.
    @Test func usable() throws {
        let scratch = try ScratchDirectory(isPlain: true)
        try host(scratch.path).checkTemporaryDirectory()
        #expect(try LiveFileSystem().room(in: scratch.path) > 0)
        #expect(Host.testing(files: scratch.files).temporaryDirectory == "/tmp")
        #expect(Host.testing(environment: ["TMPDIR": ""], files: scratch.files).temporaryDirectory == "/tmp")
    }

    /// A missing directory, or a file, is reported and not created.
    @Test func unusable() throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let missing = scratch.appending("my tmp")
        let file = try scratch.write("", to: "file")
        for (path, reason) in [(missing, Errno.noSuchFileOrDirectory), (file, .notDirectory)] {
            let error = #expect(throws: TemporaryDirectoryError.self) { try host(path).checkTemporaryDirectory() }
            #expect(error?.directory == path)
            // Root may do anything but walk through a file.
            #expect(error?.reason == reason || error?.reason == .permissionDenied)
            #expect(error?.diagnostics[0].summary.contains(path.string) == true)
        }
        let error = TemporaryDirectoryError(directory: missing, reason: .noSuchFileOrDirectory)
        #expect(error.diagnostics[0].hints[0] == "create it: mkdir -p '\(missing)'")
        #expect(try scratch.files.status(of: missing, followingLinks: true) == nil)
    }
}
