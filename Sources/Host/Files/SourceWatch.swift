package import SystemPackage

/// Detects changes of a file, or of the files below a directory.
package struct SourceWatch: Sendable {
    private struct Stamp: Hashable {
        var modificationTime: Int64
        var size: Int64
    }

    private let root: FilePath
    private let files: any FileSystem
    private var stamps: [FilePath: Stamp] = [:]

    /// Starts to watch a directory or a file.
    package init(_ root: FilePath, files: any FileSystem) throws {
        self.root = root
        self.files = files
        stamps = try look()
    }

    /// Whether something changed since the last call.
    package mutating func hasChanged() throws -> Bool {
        let seen = try look()
        defer { stamps = seen }
        return seen != stamps
    }

    private func look() throws -> [FilePath: Stamp] {
        var seen: [FilePath: Stamp] = [:]
        try look(at: root, into: &seen)
        return seen
    }

    private func look(at path: FilePath, into seen: inout [FilePath: Stamp]) throws {
        // A file that disappears meanwhile is a change, not an error; links are not followed, since they may form
        // loops.
        guard let status = try files.status(of: path, followingLinks: path == root) else { return }
        guard status.kind == .directory else {
            seen[path] = Stamp(modificationTime: status.modificationTime, size: status.size)
            return
        }
        // Names with a leading dot belong to builds, repositories and editors.
        for name in try files.names(in: path) where !name.hasPrefix(".") {
            try look(at: path.appending(name), into: &seen)
        }
    }
}
