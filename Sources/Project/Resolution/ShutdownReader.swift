package import Host
package import Model
package import SystemPackage

/// Reads the sources of functions without an extension layer, to which Lambda sends no SIGTERM; others need no check.
package struct ShutdownReader {
    let host: Host
    /// The package's directory.
    let package: FilePath
    let description: PackageDescription

    /// Creates a reader.
    ///
    /// - Parameter package: the package's directory.
    package init(host: Host, package: FilePath, description: PackageDescription) {
        self.host = host
        self.package = package
        self.description = description
    }

    /// What their sources do to get and handle SIGTERM, by function.
    package func preparations(of functions: [LambdaFunction]) throws -> [String: ShutdownPreparation] {
        var found: [String: ShutdownPreparation] = [:]
        for function in functions where !function.hasExtensionLayer && found[function.name] == nil {
            found[function.name] = try description.shutdownPreparation(
                ofProduct: function.product, package: package, base: host.workingDirectory, files: host.files)
        }
        return found
    }
}
