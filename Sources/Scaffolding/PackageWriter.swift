package import Host
import Model
package import SystemPackage

/// Writes a new package: completely or not at all, and never over existing files.
///
/// An existing file with the same bytes counts as written: an earlier run may have been killed before the last one.
package struct PackageWriter: Sendable {
    private static let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]

    private let files: any FileSystem

    /// Creates a writer.
    package init(files: any FileSystem) {
        self.files = files
    }

    /// Writes files into a directory, creating it if it is missing.
    ///
    /// - Throws: `OccupiedPlace` if other files exist; `FileError`; `CancellationError`. Nothing that this call wrote
    ///   then remains.
    package func write(_ package: [PackagePlan.File], to directory: FilePath) throws {
        let missing = try missingFiles(of: package, in: directory)
        var made = MadePaths(files: files)
        do {
            try made.makeDirectory(directory)
            for file in missing {
                try Task.checkCancellation()
                let path = directory.appending(FilePath(file.path).components)
                try made.makeDirectory(path.removingLastComponent())
                try files.create(path, bytes: Array(file.text.utf8), permissions: Self.permissions)
                made.paths.append(path)
            }
            try removeTemporaries(of: package, in: directory)
        } catch {
            try made.remove()
            throw error
        }
    }

    /// Removes the temporary files of a killed run.
    private func removeTemporaries(of package: [PackagePlan.File], in directory: FilePath) throws {
        let places = Set(package.map { directory.pushing(FilePath($0.path)).removingLastComponent() })
        for place in places { try files.removeStaleTemporaries(in: place) }
    }

    /// The files that remain to be written.
    ///
    /// - Throws: `OccupiedPlace` with everything else that exists, so that one error lists it all.
    private func missingFiles(of package: [PackagePlan.File], in directory: FilePath) throws -> [PackagePlan.File] {
        guard let kind = try files.status(of: directory, followingLinks: true)?.kind else {
            guard try files.status(of: directory, followingLinks: false) == nil else {
                throw OccupiedPlace(directory: directory, paths: [])
            }
            return package
        }
        guard kind == .directory else { throw OccupiedPlace(directory: directory, paths: []) }
        var occupied: Set<String> = []
        var missing: [PackagePlan.File] = []
        for file in package {
            var path = FilePath(root: nil, [])
            for component in FilePath(file.path).components.dropLast() {
                path.append(component)
                let place = directory.pushing(path)
                let isThere = try files.status(of: place, followingLinks: false) != nil
                if isThere, try files.status(of: place, followingLinks: true)?.kind != .directory {
                    occupied.insert(path.string)
                }
            }
            let place = directory.pushing(FilePath(file.path))
            if let status = try files.status(of: place, followingLinks: false) {
                if try !holds(place, status, file.text) { occupied.insert(file.path) }
            } else {
                missing.append(file)
            }
        }
        guard occupied.isEmpty else { throw OccupiedPlace(directory: directory, paths: occupied.sorted()) }
        return missing
    }

    private func holds(_ path: FilePath, _ status: FileStatus, _ text: String) throws -> Bool {
        let bytes = Array(text.utf8)
        guard status.kind == .regular, status.size == Int64(bytes.count) else { return false }
        return try files.read(path, limit: bytes.count) == bytes
    }
}

/// What was created so far, in order.
private struct MadePaths {
    let files: any FileSystem
    var paths: [FilePath] = []

    /// Creates a directory, and remembers which ones did not exist before.
    mutating func makeDirectory(_ directory: FilePath) throws {
        var missing: [FilePath] = []
        var path = directory
        while try !path.isEmpty && files.status(of: path, followingLinks: true) == nil {
            missing.append(path)
            guard path.removeLastComponent() else { break }
        }
        for path in missing.reversed() {
            try files.makeDirectory(path)
            paths.append(path)
        }
    }

    /// Removes everything again, except directories that someone else has put something into.
    func remove() throws {
        for path in paths.reversed() {
            let isDirectory = try files.status(of: path, followingLinks: false)?.kind == .directory
            if isDirectory, try !files.names(in: path).isEmpty { continue }
            try files.remove(path)
        }
    }
}
