public import Host
import Model
public import SystemPackage

/// Writes a new package: all of it or nothing, and never over what is there.
public struct PackageWriter: Sendable {
    private static let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]

    private let files: any FileSystem

    /// Creates a writer.
    public init(files: any FileSystem) {
        self.files = files
    }

    /// Writes files into a directory, which is made where it is missing.
    ///
    /// - Throws: `OccupiedPlace` where something is in the way; `FileError`; `CancellationError`. Nothing is left then.
    public func write(_ package: [PackagePlan.File], to directory: FilePath) throws {
        try checkPlace(of: package, in: directory)
        var made = MadePaths(files: files)
        do {
            try made.makeDirectory(directory)
            for file in package {
                try Task.checkCancellation()
                let path = directory.appending(FilePath(file.path).components)
                try made.makeDirectory(path.removingLastComponent())
                try files.create(path, bytes: Array(file.text.utf8), permissions: Self.permissions)
                made.paths.append(path)
            }
        } catch {
            try made.remove()
            throw error
        }
    }

    /// Looks for everything that is in the way, so that all of it can be told at once.
    private func checkPlace(of package: [PackagePlan.File], in directory: FilePath) throws {
        guard let kind = try files.status(of: directory, followingLinks: true)?.kind else {
            guard try files.status(of: directory, followingLinks: false) == nil else {
                throw OccupiedPlace(directory: directory, paths: [])
            }
            return
        }
        guard kind == .directory else { throw OccupiedPlace(directory: directory, paths: []) }
        var occupied: Set<String> = []
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
            if try files.status(of: directory.pushing(FilePath(file.path)), followingLinks: false) != nil {
                occupied.insert(file.path)
            }
        }
        guard occupied.isEmpty else { throw OccupiedPlace(directory: directory, paths: occupied.sorted()) }
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
