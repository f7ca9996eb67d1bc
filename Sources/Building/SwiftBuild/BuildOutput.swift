package import Host
import Model
package import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The output of a build: binaries, and SwiftPM's description of its targets.
package struct BuildOutput: Sendable, Hashable {
    /// The directory of the executables.
    package var binaries: FilePath

    /// Creates the output of a build in a directory.
    package init(binaries: FilePath) {
        self.binaries = binaries
    }

    /// The executable of a product.
    ///
    /// - Throws: `BuildError.missingOutput`.
    package func executable(of product: String, files: any FileSystem) throws -> FilePath {
        let path = binaries.appending(product)
        guard let status = try files.status(of: path, followingLinks: true), status.kind == .regular else {
            throw BuildError.missingOutput(path)
        }
        return path
    }

    /// Reads which resources belong to which targets.
    ///
    /// - Throws: `BuildError.unreadableDescription`.
    package func resources(files: any FileSystem) throws -> ResourceIndex {
        let path = binaries.appending("description.json")
        let bytes = try files.read(path, limit: 1 << 30)
        do {
            return ResourceIndex(
                try JSONDecoder().decode(ResourceIndex.Description.self, from: Data(bytes)))
        } catch {
            throw BuildError.unreadableDescription(path, reason: "\(error)")
        }
    }
}
