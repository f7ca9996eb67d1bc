import Host
import SystemPackage

/// The symbolic links in a sysroot, which mean its own root.
struct SysrootLinks {
    let root: FilePath
    let files: any FileSystem

    /// Links the old places of libraries to those below `usr`.
    func linkToUsr() throws {
        for name in ["lib", "lib64"]
        where try files.status(of: root.appending("usr").appending(name), followingLinks: false) != nil {
            try files.remove(root.appending(name))
            try files.link(root.appending(name), to: FilePath("usr").appending(name))
        }
    }

    /// Makes links relative that are absolute or that leave the root.
    func makeRelative() throws {
        var directories: [[FilePath.Component]] = [["usr"]]
        while let directory = directories.popLast() {
            let path = root.appending(directory)
            for name in try files.names(in: path) {
                let entry = path.appending(name)
                switch try files.status(of: entry, followingLinks: false)?.kind {
                case .directory: directories.append(directory + FilePath(name).components)
                case .symbolicLink:
                    let destination = try files.destination(ofLink: entry)
                    guard let relative = Self.relative(destination, in: directory) else { continue }
                    try files.remove(entry)
                    try files.link(entry, to: relative)
                default: continue
                }
            }
        }
    }

    /// The relative form of a link's destination; `nil` if it can stay.
    ///
    /// - Parameter directory: the link's directory, from the root.
    static func relative(_ destination: FilePath, in directory: [FilePath.Component]) -> FilePath? {
        let up = FilePath(directory.map { _ in "../" }.joined())
        if destination.isAbsolute { return up.appending(destination.components) }
        var place = directory
        var leaves = false
        for component in destination.components {
            switch component.kind {
            case .parentDirectory where place.isEmpty: leaves = true
            case .parentDirectory: place.removeLast()
            case .currentDirectory: continue
            default: place.append(component)
            }
        }
        // The parent of a root is the root itself.
        return leaves ? up.appending(place) : nil
    }
}
