import Host
import Model
package import SystemPackage

/// A tree of files that contains libraries: this machine's, the sysroot of a Swift SDK, or files copied from an
/// image.
package struct LibraryOrigin: Sendable, Hashable {
    /// Its name in the manifest.
    package var name: String
    /// The directory that stands for `/`.
    package var root: FilePath
    /// The packages of files, by path in the tree, if this machine's package manager does not know them.
    package var owners: [FilePath: OwnerPackage]?

    /// Creates an origin.
    package init(name: String, root: FilePath, owners: [FilePath: OwnerPackage]? = nil) {
        self.name = name
        self.root = root
        self.owners = owners
    }

    /// The prefix of image names.
    static let imagePrefix = "image:"

    /// The text for an origin in diagnostics.
    static func title(of name: String) -> String {
        if name == host.name { return "this machine" }
        return name.hasPrefix(imagePrefix)
            ? "the image '\(name.dropFirst(imagePrefix.count))'" : "the Swift SDK '\(name)'"
    }

    /// This machine.
    package static let host = LibraryOrigin(name: "host", root: "/")

    /// The path on this machine of a path in the tree.
    package func physical(_ path: FilePath) -> FilePath {
        root.appending(path.components)
    }

    /// The path in the tree of a path on this machine.
    func inTree(_ path: FilePath) -> FilePath {
        var path = path
        return path.removePrefix(root) ? FilePath(root: "/", path.components) : path
    }

    /// A path in the tree with all links resolved; absolute links start at the root of the tree.
    ///
    /// - Returns: `nil` if it does not exist.
    func resolve(_ path: FilePath, files: any FileSystem) throws -> FilePath? {
        var rest = PathResolution(path.components)
        var resolved: [FilePath.Component] = []
        while let component = rest.next() {
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
            let target = try files.destination(ofLink: here)
            guard rest.follow(target.components) else { return nil }
            if target.isAbsolute { resolved = [] }
        }
        return FilePath(root: "/", resolved)
    }
}
