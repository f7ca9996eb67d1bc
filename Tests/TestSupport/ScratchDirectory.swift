package import Host
package import SystemPackage
import Testing

/// A directory of a test's own, removed when its last user lets go of it.
///
/// Its path has spaces, quotes, a percent sign and an emoji, because users' paths have them. Set
/// `SWIFTLAMBDA_KEEP_SCRATCH` to keep the directories of failing tests for a look.
package final class ScratchDirectory: Sendable {
    /// The absolute path, with no link in it.
    package let path: FilePath
    /// The file system that made it.
    package let files = LiveFileSystem()

    /// Makes a directory.
    ///
    /// - Parameter isPlain: whether the path shall have no odd characters, for tools that cannot bear them.
    package init(isPlain: Bool = false) throws {
        let temporary = FilePath(ownEnvironment["TMPDIR"] ?? "/tmp")
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        let name = "swiftlambda-test-" + number + (isPlain ? "" : " it's \"odd\" 100% 🐦")
        try files.makeDirectory(temporary.appending(name))
        path = try files.realPath(temporary.appending(name))
    }

    deinit {
        guard testEnvironment["SWIFTLAMBDA_KEEP_SCRATCH"] == nil else { return }
        do {
            try files.remove(path)
        } catch {
            Issue.record(error, "the scratch directory could not be removed")
        }
    }

    /// The path of something in the directory.
    package func appending(_ name: String) -> FilePath {
        path.appending(FilePath(name).components)
    }

    /// Writes a file, and the directories above it, in the directory.
    @discardableResult
    package func write(
        _ text: String,
        to name: String,
        permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
    ) throws -> FilePath {
        let path = appending(name)
        try files.makeDirectory(path.removingLastComponent())
        try files.write(Array(text.utf8), to: path, permissions: permissions)
        return path
    }

    /// The text of a file in the directory.
    package func text(of name: String) throws -> String {
        String(decoding: try files.read(appending(name), limit: .max), as: UTF8.self)
    }
}
