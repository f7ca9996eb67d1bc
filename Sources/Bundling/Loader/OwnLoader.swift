import ELF
package import Model

/// The dynamic loader that an archive can contain, and the link options that make it a choice after linking.
///
/// Every program is linked for the archive's own loader. If the archive contains none, the shorter path of the
/// runtime's loader replaces it in the binary: no second link, and no second state of the build directory.
package enum OwnLoader {
    /// The archive's directory for libraries.
    package static let libraryDirectory = "lib"

    /// The loader's path in the archive.
    static func archivePath(for architecture: Architecture) -> String {
        "\(libraryDirectory)/\(architecture.loaderName)"
    }

    /// The loader's path on Lambda, as programs specify it.
    static func mountedPath(for architecture: Architecture) -> String {
        "\(LambdaPaths.taskDirectory)/\(archivePath(for: architecture))"
    }

    /// The linker options.
    ///
    /// DT_RPATH instead of DT_RUNPATH: Lambda's `LD_LIBRARY_PATH` begins with `/lib64`, which takes precedence over a
    /// RUNPATH, and the bundled loader would find the runtime's libc there.
    package static func linkerOptions(for architecture: Architecture) -> [String] {
        [
            "--dynamic-linker=\(mountedPath(for: architecture))", "-rpath", "$ORIGIN/\(libraryDirectory)",
            "--disable-new-dtags",
        ]
    }

    /// A program with another loader's path instead of its own.
    ///
    /// - Returns: `nil` if it requires no loader or has no room for the path.
    static func program(_ bytes: [UInt8], startedBy path: String) throws(ELFError) -> [UInt8]? {
        let file = try ELFFile(bytes)
        guard let segment = file.segments.first(where: { $0.kind == .interpreter }),
            path.utf8.count < segment.fileSize
        else { return nil }
        let start = Int(segment.offset)
        let room = Int(segment.fileSize)
        // The kernel wants the last byte of the segment to be zero (load_elf_binary); so are the bytes before it.
        let text = Array(path.utf8) + [UInt8](repeating: 0, count: room - path.utf8.count)
        var changed = bytes
        changed.replaceSubrange(start..<start + room, with: text)
        return changed
    }
}
