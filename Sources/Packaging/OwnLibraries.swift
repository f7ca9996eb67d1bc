import ELF
import Host
import Model
import SystemPackage

/// The dynamic libraries of the package and its dependencies, which the build puts beside the program.
struct OwnLibraries {
    let files: any FileSystem
    /// The directory of the build's products.
    let binaries: FilePath

    /// Those that a program needs, directly or through each other, by their names.
    func needed(by program: FilePath) throws -> [String: FilePath] {
        var found: [String: FilePath] = [:]
        var pending = [program]
        while let next = pending.popLast() {
            // What is no sound ELF file, the audit tells.
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
