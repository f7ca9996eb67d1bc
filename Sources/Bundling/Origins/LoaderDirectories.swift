import Host
import Model
import SystemPackage

/// The directories in which the loader of an origin looks for libraries by default.
struct LoaderDirectories {
    private let origin: LibraryOrigin
    private let files: any FileSystem

    init(origin: LibraryOrigin, files: any FileSystem) {
        self.origin = origin
        self.files = files
    }

    /// The directories of `/etc/ld.so.conf`, then the loaders' built-in ones; as paths in the tree.
    ///
    /// Their `glibc-hwcaps` subdirectories are ignored, since Lambda's processors can differ from this machine's.
    func all(for architecture: Architecture) throws -> [FilePath] {
        var seen: Set<FilePath> = []
        return (try configured("/etc/ld.so.conf", depth: 0) + Self.builtIn(for: architecture))
            .filter { seen.insert($0).inserted }
    }

    /// The built-in directories of the loaders of Debian and the Red Hat family.
    static func builtIn(for architecture: Architecture) -> [FilePath] {
        let multiarch = "\(architecture.gnuName)-linux-gnu"
        return ["/lib/\(multiarch)", "/usr/lib/\(multiarch)", "/lib64", "/usr/lib64", "/lib", "/usr/lib"]
            .map { FilePath($0) }
    }

    /// The directories in a configuration file of ldconfig(8), with `include` lines followed.
    private func configured(_ path: FilePath, depth: Int) throws -> [FilePath] {
        guard depth < 8, let resolved = try origin.resolve(path, files: files),
            try files.status(of: origin.physical(resolved), followingLinks: false)?.kind == .regular
        else { return [] }
        let text = String(decoding: try files.read(origin.physical(resolved), limit: 1 << 20), as: UTF8.self)
        var directories: [FilePath] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            if words.first == "include" {
                for pattern in words.dropFirst() {
                    for file in try matches(of: FilePath(pattern), from: path.removingLastComponent()) {
                        directories += try configured(file, depth: depth + 1)
                    }
                }
            } else if let directory = words.first.map({ FilePath($0) }), directory.isAbsolute {
                directories.append(directory.lexicallyNormalized())
            }
        }
        return directories
    }

    /// The files that an `include` line matches; only the last component may contain an asterisk.
    private func matches(of pattern: FilePath, from directory: FilePath) throws -> [FilePath] {
        let pattern = directory.pushing(pattern)
        guard let last = pattern.lastComponent?.string, last.contains("*") else { return [pattern] }
        let parent = pattern.removingLastComponent()
        guard let resolved = try origin.resolve(parent, files: files),
            try files.status(of: origin.physical(resolved), followingLinks: false)?.kind == .directory
        else { return [] }
        let parts = last.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        return try files.names(in: origin.physical(resolved))
            .filter { name in
                name.count + 1 >= last.count && name.hasPrefix(parts[0]) && name.hasSuffix(parts[1])
            }
            .map { parent.appending($0) }
    }
}
