import ELF
package import Host
import Model
package import SystemPackage

/// The dynamic libraries of the package and its dependencies, which the build puts next to the program.
package struct OwnLibraries {
    private let files: any FileSystem
    private let binaries: FilePath

    /// Creates a value for the directory of the build products.
    package init(files: any FileSystem, binaries: FilePath) {
        self.files = files
        self.binaries = binaries
    }

    /// The libraries that a program needs, directly or indirectly, by name.
    package func needed(by program: FilePath) throws -> [String: FilePath] {
        var found: [String: FilePath] = [:]
        var pending = [program]
        while let next = pending.popLast() {
            // The audit reports invalid ELF files.
            guard let file = try? ELFFile(try files.read(next, limit: .max)) else { continue }
            for name in file.dynamic?.neededLibraries ?? [] where found[name] == nil && !name.contains("/") {
                let path = binaries.appending(name)
                guard try files.status(of: path, followingLinks: true)?.kind == .regular else { continue }
                found[name] = path
                pending.append(path)
            }
        }
        return found
    }
}
