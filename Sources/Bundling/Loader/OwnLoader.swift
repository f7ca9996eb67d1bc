import ELF
package import Model

/// The dynamic loader that an archive may bring, and how a program is linked so that it can be chosen afterwards.
///
/// Every program is linked for the archive's own loader. Where the archive brings none, the path of the runtime's loader,
/// which is shorter, is written over that of the own one: no second link, and no second state of the build directory.
package enum OwnLoader {
    /// The archive's directory for libraries.
    package static let libraryDirectory = "lib"

    /// The loader's path in the archive.
    static func archivePath(for architecture: Architecture) -> String {
        "\(libraryDirectory)/\(architecture.loaderName)"
    }

    /// The loader's path on Lambda, as a program names it.
    static func mountedPath(for architecture: Architecture) -> String {
        "\(LambdaPaths.taskDirectory)/\(archivePath(for: architecture))"
    }

    /// The linker's options.
    ///
    /// DT_RPATH instead of DT_RUNPATH: Lambda's `LD_LIBRARY_PATH` begins with `/lib64`, which goes before a RUNPATH, and
    /// the own loader would meet the runtime's libc there.
    package static func linkerOptions(for architecture: Architecture) -> [String] {
        [
            "--dynamic-linker=\(mountedPath(for: architecture))", "-rpath", "$ORIGIN/\(libraryDirectory)",
            "--disable-new-dtags",
        ]
    }

    /// A program with another loader's path in the place of its own.
    ///
    /// - Returns: `nil` where it asks for no loader or has no room for the path.
    static func program(_ bytes: [UInt8], startedBy path: String) throws(ELFError) -> [UInt8]? {
        let file = try ELFFile(bytes)
        guard let segment = file.segments.first(where: { $0.kind == .interpreter }),
            path.utf8.count < segment.fileSize
        else { return nil }
        let start = Int(segment.offset)
        let room = Int(segment.fileSize)
        // The kernel wants the last byte of the segment to be zero (load_elf_binary); so are those before it.
        let text = Array(path.utf8) + [UInt8](repeating: 0, count: room - path.utf8.count)
        var changed = bytes
        changed.replaceSubrange(start..<start + room, with: text)
        return changed
    }
}
