import ELF
import Host
import Model
package import SystemPackage

/// A tree of files that libraries are taken from: this machine's, the sysroot of a Swift SDK, or what was copied from an
/// image.
package struct LibraryOrigin: Sendable, Hashable {
    /// What the manifest calls it.
    package var name: String
    /// The directory that stands for `/`.
    package var root: FilePath
    /// The packages of files, by path in the tree, where no package manager of this machine can be asked.
    package var owners: [FilePath: OwnerPackage]?

    /// Creates an origin.
    package init(name: String, root: FilePath, owners: [FilePath: OwnerPackage]? = nil) {
        self.name = name
        self.root = root
        self.owners = owners
    }

    /// What the names of images begin with.
    static let imagePrefix = "image:"

    /// How diagnostics call the origin of a name.
    static func title(of name: String) -> String {
        if name == host.name { return "this machine" }
        return name.hasPrefix(imagePrefix)
            ? "the image '\(name.dropFirst(imagePrefix.count))'" : "the Swift SDK '\(name)'"
    }

    /// This machine.
    package static let host = LibraryOrigin(name: "host", root: "/")

    /// The path on this machine of a path in the tree.
    func physical(_ path: FilePath) -> FilePath {
        root.appending(path.components)
    }

    /// The path in the tree of a path on this machine.
    func inTree(_ path: FilePath) -> FilePath {
        var path = path
        return path.removePrefix(root) ? FilePath(root: "/", path.components) : path
    }

    /// A path in the tree with every link resolved, absolute ones from the tree's own root.
    ///
    /// - Returns: `nil` where nothing is there.
    func resolve(_ path: FilePath, files: any FileSystem) throws -> FilePath? {
        var pending = Array(path.components.reversed())
        var resolved: [FilePath.Component] = []
        var links = 0
        while let component = pending.popLast() {
            switch component.kind {
            case .currentDirectory: continue
            case .parentDirectory:
                _ = resolved.popLast()
                continue
            case .regular: break
            }
            let here = root.appending(resolved + [component])
            guard let status = try files.status(of: here, followingLinks: false) else { return nil }
            guard status.kind == .symbolicLink else {
                resolved.append(component)
                continue
            }
            links += 1
            // More links than Linux follows (`ELOOP`, path_resolution(7)).
            guard links <= 40 else { return nil }
            let target = try files.destination(ofLink: here)
            if target.isAbsolute { resolved = [] }
            pending += target.components.reversed()
        }
        return FilePath(root: "/", resolved)
    }
}

/// The directories in which the loader of an origin looks for libraries when a program says nothing else.
struct LoaderDirectories {
    private let origin: LibraryOrigin
    private let files: any FileSystem

    init(origin: LibraryOrigin, files: any FileSystem) {
        self.origin = origin
        self.files = files
    }

    /// The directories of `/etc/ld.so.conf`, then those that loaders have built in; as paths in the tree.
    ///
    /// Their `glibc-hwcaps` subdirectories are left out, since Lambda's processors need not be this machine's.
    func all(for architecture: Architecture) throws -> [FilePath] {
        var seen: Set<FilePath> = []
        return (try configured("/etc/ld.so.conf", depth: 0) + Self.builtIn(for: architecture))
            .filter { seen.insert($0).inserted }
    }

    /// The directories that the loaders of Debian and of Red Hat's family have built in.
    static func builtIn(for architecture: Architecture) -> [FilePath] {
        let multiarch = "\(architecture.gnuName)-linux-gnu"
        return ["/lib/\(multiarch)", "/usr/lib/\(multiarch)", "/lib64", "/usr/lib64", "/lib", "/usr/lib"]
            .map { FilePath($0) }
    }

    /// What a configuration file of ldconfig(8) names, `include` lines followed.
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

    /// The files that an `include` names; only the last component may have an asterisk, as those in use do.
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
