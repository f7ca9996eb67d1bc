import Host
import Model
package import SystemPackage

/// Aliases for the source directories whose length does not depend on the package's location.
///
/// If code checks whether a closure escaped, as each `withoutActuallyEscaping` does, an optimizing compiler writes the
/// length of its file's path into the code, though not the path (`emitIsEscapingClosureCall` in Swift's
/// `lib/IRGen/GenFunc.cpp`). Symbolic links in a directory whose path always has the same length give every file a path
/// of the same length, and an overlay makes the compiler use these names (`EscapeCheckedSources`).
package struct SourceAliases: Sendable, Hashable {
    /// The length of the directory's path in bytes, or a multiple of it for deeper builds.
    static let length = 512
    /// Shorter than the limit of any file system, even encrypted ones (eCryptfs: 143 bytes).
    private static let longestComponent = 100
    private static let directoryName = "paths-of-one-length"
    private static let padding: Character = "_"

    /// A directory and its alias.
    struct Alias: Sendable, Hashable {
        var directory: FilePath
        var name: FilePath
    }

    /// The directory of the links.
    let directory: FilePath
    /// All directories, nested ones first.
    let aliases: [Alias]

    /// - Parameters:
    ///   - scratch: SwiftPM's scratch directory, which contains the links.
    ///   - others: local packages that the package depends on.
    init(package: FilePath, scratch: FilePath, others: [FilePath]) {
        let directory = Self.padded(scratch.appending(Self.directoryName))
        self.directory = directory
        let neighbours = others.filter { !$0.starts(with: package) }.map {
            Alias(
                directory: $0, name: directory.appending("other-\(Self.digest(of: Self.relation(of: $0, to: package)))")
            )
        }
        let all =
            [
                Alias(directory: scratch, name: directory.appending("build")),
                Alias(directory: package, name: directory.appending("package")),
            ] + neighbours
        aliases = all.sorted {
            ($1.directory.components.count, $0.name.string) < ($0.directory.components.count, $1.name.string)
        }
    }

    /// A path in the directory, padded to the length.
    static func padded(_ directory: FilePath) -> FilePath {
        let own = directory.string.utf8.count
        // At least a separator and one character.
        var missing = (own + 2 + length - 1) / length * length - own
        var path = directory
        while missing > 0 {
            var part = min(missing, longestComponent + 1)
            if missing - part == 1 { part -= 1 }
            path.append(String(repeating: padding, count: part - 1))
            missing -= part
        }
        return path
    }

    /// Creates the links if they are missing or wrong.
    func make(files: any FileSystem) throws(FileError) {
        try files.makeDirectory(directory)
        for alias in aliases {
            if try files.status(of: alias.name, followingLinks: false) != nil {
                if try files.destination(ofLink: alias.name) == alias.directory { continue }
                try files.remove(alias.name)
            }
            try files.link(alias.name, to: alias.directory)
        }
    }

    /// A line of a compiler with the original directory names.
    func restored(_ line: String) -> String {
        guard line.utf8.count > Self.length, line.contains(Self.directoryName) else { return line }
        return aliases.reduce(line) { $0.replacing("\($1.name)/", with: "\($1.directory)/") }
    }

    /// The part of a path after an alias; `nil` if the path does not start with one.
    package static func relativePath(in path: FilePath) -> String? {
        let components = path.components.map(\.string)
        guard let start = components.firstIndex(of: directoryName) else { return nil }
        let rest = components[(start + 1)...].drop { $0.allSatisfy { $0 == padding } }
        return rest.dropFirst().joined(separator: "/")
    }

    /// The relative path from one directory to another.
    private static func relation(of other: FilePath, to package: FilePath) -> String {
        let own = package.components.map(\.string)
        let its = other.components.map(\.string)
        let common = zip(own, its).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: own.count - common) + its[common...]).joined(separator: "/")
    }

    /// FNV-1a with 64 bits, always of the same length.
    static func digest(of text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return Hexadecimal.text(hash, width: 16)
    }
}
