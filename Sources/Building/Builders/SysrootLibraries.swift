import Host
import SystemPackage

/// The C libraries in a Swift SDK's sysroot, as pkg-config describes them.
///
/// Without this, SwiftPM finds the headers and libraries of this machine for a target with `pkgConfig`.
struct SysrootLibraries: Sendable {
    /// The SDK's sysroot.
    let root: FilePath
    let host: Host

    /// The variables of `swift build`; none if the sysroot describes no libraries.
    var environment: [String: String?] {
        get throws(FileError) {
            let directories = try self.directories
            guard !directories.isEmpty else { return [:] }
            let others = [host.environment["PKG_CONFIG_PATH"] ?? ""].filter { !$0.isEmpty }
            return [
                "PKG_CONFIG_PATH": (directories.map(\.string) + others).joined(separator: ":"),
                "PKG_CONFIG_SYSROOT_DIR": root.string,
            ]
        }
    }

    /// The directories of pkg-config's files, first those of one architecture, as Debian and Amazon Linux have them.
    private var directories: [FilePath] {
        get throws(FileError) {
            let libraries = root.pushing("usr/lib")
            guard try isDirectory(libraries) else { return [] }
            let names = try host.files.names(in: libraries).filter { $0.contains("-linux-") }.sorted()
            let parents =
                names.map(libraries.appending) + [root.pushing("usr/lib64"), libraries, root.pushing("usr/share")]
            var directories: [FilePath] = []
            for parent in parents where try isDirectory(parent.appending("pkgconfig")) {
                directories.append(parent.appending("pkgconfig"))
            }
            return directories
        }
    }

    private func isDirectory(_ path: FilePath) throws(FileError) -> Bool {
        try host.files.status(of: path, followingLinks: true)?.kind == .directory
    }
}
