package import Building
package import Host
package import Project
package import SystemPackage

/// Reads what the sources of functions need from a Swift SDK.
package struct NeedsReader {
    let host: Host
    /// The package's directory.
    let package: FilePath
    /// The directory for all builds of the package.
    let scratch: FilePath
    let description: PackageDescription

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - package: the package's directory.
    ///   - scratch: the directory for all builds of the package.
    package init(host: Host, package: FilePath, scratch: FilePath, description: PackageDescription) {
        self.host = host
        self.package = package
        self.scratch = scratch
        self.description = description
    }

    /// What products need, including the tools versions of dependencies that were fetched.
    package func needs(of products: [String]) throws -> PackageNeeds {
        var needs = PackageNeeds()
        for product in Set(products).sorted() {
            for source in try description.sources(
                ofProduct: product, package: package, base: host.workingDirectory, files: host.files)
            {
                needs.add(source: source.text, file: source.file)
            }
        }
        if let version = description.toolsVersion { needs.add(toolsVersion: version, package: description.name) }
        needs.addCheckouts(in: scratch, files: host.files)
        return needs
    }
}
