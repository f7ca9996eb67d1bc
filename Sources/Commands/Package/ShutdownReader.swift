import Host
import Model
import Project
import SystemPackage

/// Reads the sources of functions without an extension layer, to which Lambda sends no SIGTERM; others need no check.
struct ShutdownReader {
    let host: Host
    /// The package's directory.
    let package: FilePath
    let description: PackageDescription

    /// What their sources do to get and handle SIGTERM, by function.
    func preparations(of functions: [LambdaFunction]) throws -> [String: ShutdownPreparation] {
        var found: [String: ShutdownPreparation] = [:]
        for function in functions where !function.hasExtensionLayer && found[function.name] == nil {
            found[function.name] = try description.shutdownPreparation(
                ofProduct: function.product, package: package, base: host.workingDirectory, files: host.files)
        }
        return found
    }
}
