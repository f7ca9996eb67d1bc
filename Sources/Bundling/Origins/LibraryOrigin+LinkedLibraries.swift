package import Host
package import Model
package import SystemPackage

extension LibraryOrigin {
    /// The first file of each name in the loader's directories, without reading it; no entry for names that are not
    /// there.
    package func files(
        named names: [String], for architecture: Architecture, files: any FileSystem
    ) throws -> [(name: String, path: FilePath, status: FileStatus)] {
        let directories = try LoaderDirectories(origin: self, files: files).all(for: architecture)
        return try names.compactMap { name in
            for directory in directories {
                guard let resolved = try resolve(directory.appending(name), files: files),
                    let status = try files.status(of: physical(resolved), followingLinks: false),
                    status.kind == .regular
                else { continue }
                return (name, physical(resolved), status)
            }
            return nil
        }
    }
}
