package import Host
package import Model
package import SystemPackage

extension PackageDescription {
    /// The most bytes of a source that is read.
    private static let sourceLimit = 4 << 20

    /// Reads the sources of a product, and finds out how they prepare for the shutdown of the execution environment.
    ///
    /// - Parameters:
    ///   - product: the product; targets of this package and all sources of local dependencies count.
    ///   - package: the package's directory; absolute.
    ///   - base: the directory to show paths from.
    /// - Throws: `FileError`.
    package func shutdownPreparation(
        ofProduct product: String, package: FilePath, base: FilePath, files: any FileSystem
    ) throws -> ShutdownPreparation {
        ShutdownPreparation(
            sources: try sources(ofProduct: product, package: package, base: base, files: files)
                + localDependencies.flatMap {
                    try Self.texts(in: FilePath($0).appending("Sources"), base: base, files: files)
                })
    }

    /// Reads the sources of the package's own targets in a product.
    ///
    /// - Parameters:
    ///   - product: the product.
    ///   - package: the package's directory; absolute.
    ///   - base: the directory to show paths from.
    /// - Throws: `FileError`.
    package func sources(
        ofProduct product: String, package: FilePath, base: FilePath, files: any FileSystem
    ) throws -> [(file: String, text: String)] {
        try targets(ofProduct: product).flatMap { target in
            try Self.texts(
                in: package.pushing(FilePath(target.path)).lexicallyNormalized(), base: base, files: files)
        }
    }

    private static func texts(
        in directory: FilePath, base: FilePath, files: any FileSystem
    ) throws -> [(file: String, text: String)] {
        try sources(in: directory, files: files).map { path in
            var shown = path
            let name = shown.removePrefix(base) ? shown.string : path.string
            return (name, String(decoding: try files.read(path, limit: sourceLimit), as: UTF8.self))
        }
    }

    private static func sources(in directory: FilePath, files: any FileSystem) throws -> [FilePath] {
        guard try files.status(of: directory, followingLinks: true)?.kind == .directory else { return [] }
        var found: [FilePath] = []
        for name in try files.names(in: directory) where !name.hasPrefix(".") {
            let path = directory.appending(name)
            // A link to a directory may lead to a cycle.
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
