public import Host
public import Model
public import SystemPackage

extension PackageDescription {
    /// The most bytes of a source that are of interest.
    private static let sourceLimit = 4 << 20

    /// Reads the sources that a product is made of, and finds out what they do about the end of the environment.
    ///
    /// - Parameters:
    ///   - product: the product; the targets of this package and all sources of packages on this machine count.
    ///   - package: the package's directory; absolute.
    ///   - base: the directory from which paths are told.
    /// - Throws: `FileError`.
    public func shutdownPreparation(
        ofProduct product: String, package: FilePath, base: FilePath, files: any FileSystem
    ) throws -> ShutdownPreparation {
        let directories =
            targets(ofProduct: product).map { package.pushing(FilePath($0.path)).lexicallyNormalized() }
            + localDependencies.map { FilePath($0).appending("Sources") }
        var sources: [(file: String, text: String)] = []
        for directory in directories {
            for path in try Self.sources(in: directory, files: files) {
                var shown = path
                let name = shown.removePrefix(base) ? shown.string : path.string
                sources.append((name, String(decoding: try files.read(path, limit: Self.sourceLimit), as: UTF8.self)))
            }
        }
        return ShutdownPreparation(sources: sources)
    }

    private static func sources(in directory: FilePath, files: any FileSystem) throws -> [FilePath] {
        guard try files.status(of: directory, followingLinks: true)?.kind == .directory else { return [] }
        var found: [FilePath] = []
        for name in try files.names(in: directory) where !name.hasPrefix(".") {
            let path = directory.appending(name)
            // A link to a directory may lead round in a circle.
            guard let status = try files.status(of: path, followingLinks: false) else { continue }
            if status.kind == .directory {
                found += try sources(in: path, files: files)
            } else if name.hasSuffix(".swift"), try isReadable(path, files: files) {
                found.append(path)
            }
        }
        return found
    }

    private static func isReadable(_ path: FilePath, files: any FileSystem) throws -> Bool {
        guard let status = try files.status(of: path, followingLinks: true) else { return false }
        return status.kind == .regular && status.size <= sourceLimit
    }
}
