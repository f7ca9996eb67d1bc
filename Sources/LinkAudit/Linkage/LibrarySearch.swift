import ELF
import Model

/// The directories of the archive in which a file's own search path looks for libraries.
struct LibrarySearch {
    /// Directories looked through before `LD_LIBRARY_PATH`.
    let rpath: [String]
    /// Directories looked through after it.
    let runpath: [String]

    init(file: ELFFile, path: String, inheritedRPath: [String]) {
        let origin = ArchivePath.directory(of: path)
        let own = file.dynamic.map { ($0.rpath, $0.runpath) } ?? ([], [])
        runpath = own.1.compactMap { Self.directory($0, origin: origin) }
        // A RUNPATH makes the loader ignore every RPATH (ld.so(8)).
        rpath = own.1.isEmpty ? own.0.compactMap { Self.directory($0, origin: origin) } + inheritedRPath : []
    }

    /// Whether a directory of a search path can only be meant for another machine.
    static func isForeign(_ directory: String) -> Bool {
        directory.hasPrefix("/")
            && ![
                LambdaPaths.taskDirectory, LambdaPaths.layersDirectory, "/var/lang", "/var/runtime", "/lib", "/usr/lib",
            ].contains {
                directory == $0 || directory.hasPrefix($0 + "/") || directory.hasPrefix($0 + "64")
            }
    }

    private static func directory(_ text: String, origin: String) -> String? {
        for name in ["$ORIGIN", "${ORIGIN}"] where text.hasPrefix(name) {
            return ArchivePath(relative: origin + "/" + text.dropFirst(name.count))?.text
        }
        return ArchivePath(mounted: text)?.text
    }
}
