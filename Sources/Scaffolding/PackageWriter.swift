package import Host
import Model
package import SystemPackage

/// Writes a new package: all of it or nothing, and never over what is there.
///
/// A file that is there with the same bytes is as good as written: whoever wrote it may have been killed before the last one.
package struct PackageWriter: Sendable {
    private static let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]

    private let files: any FileSystem

    /// Creates a writer.
    package init(files: any FileSystem) {
        self.files = files
    }

    /// Writes files into a directory, which is made where it is missing.
    ///
    /// - Throws: `OccupiedPlace` where something else is there; `FileError`; `CancellationError`. Nothing is left then of what
    ///   this call wrote.
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

    /// Removes the temporary files of a run that was killed.
    private func removeTemporaries(of package: [PackagePlan.File], in directory: FilePath) throws {
        let places = Set(package.map { directory.pushing(FilePath($0.path)).removingLastComponent() })
        for place in places { try files.removeStaleTemporaries(in: place) }
    }

    /// The files that are to be written still.
    ///
    /// - Throws: `OccupiedPlace` with everything else that is there, so that all of it can be told at once.
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

/// What was made so far, in its order.
private struct MadePaths {
    let files: any FileSystem
    var paths: [FilePath] = []

    /// Makes a directory, and remembers those that were not there before.
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

    /// Removes everything again; a directory in which somebody else has put something meanwhile stays.
    func remove() throws {
        for path in paths.reversed() {
            let isDirectory = try files.status(of: path, followingLinks: false)?.kind == .directory
            if isDirectory, try !files.names(in: path).isEmpty { continue }
            try files.remove(path)
        }
    }
}
