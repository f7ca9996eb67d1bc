import Host
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The file that keeps a package's description.
///
/// It only saves time: errors of reading and writing it are ignored.
struct DescriptionCache {
    private struct Entry: Codable {
        static let currentFormatVersion = 3

        var formatVersion = Entry.currentFormatVersion
        /// Covers everything that the description depends on.
        var fingerprint: String
        /// Covers the manifests alone.
        var manifests: String
        var description: PackageDescription

        func goes(with key: Key) -> Bool {
            switch key {
            case .fingerprint(let fingerprint): self.fingerprint == fingerprint
            case .manifests(let manifests): self.manifests == manifests
            }
        }
    }

    private static let sizeLimit = 16 << 20

    let file: FilePath
    let files: any FileSystem

    /// What a kept description must match.
    enum Key {
        /// Everything that it depends on.
        case fingerprint(String)
        /// The manifests, whichever compiler read them.
        case manifests(String)
    }

    /// The description, if it matches the key and the targets have not moved.
    ///
    /// SwiftPM looks for a target's directory if the manifest has no path for it, so moving the directory changes the
    /// description without changing the manifest.
    func read(_ key: Key, package: FilePath) -> PackageDescription? {
        guard let bytes = try? files.read(file, limit: Self.sizeLimit),
            let entry = try? JSONDecoder().decode(Entry.self, from: Data(bytes)),
            entry.formatVersion == Entry.currentFormatVersion, entry.goes(with: key)
        else { return nil }
        let isInPlace = entry.description.targets.allSatisfy { target in
            (try? files.status(of: package.appending(FilePath(target.path).components), followingLinks: true)) != nil
        }
        return isInPlace ? entry.description : nil
    }

    /// Keeps a description.
    func write(_ description: PackageDescription, fingerprint: String, manifests: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let entry = Entry(fingerprint: fingerprint, manifests: manifests, description: description)
        guard let json = try? encoder.encode(entry) else { return }
        try? files.makeDirectory(file.removingLastComponent())
        _ = try? files.write(Array(json), to: file, permissions: .readableByAll)
    }
}
