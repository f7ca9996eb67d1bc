import Host
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The file that keeps a package's description.
///
/// It only saves time: one that is missing, broken or cannot be written is as good as none.
struct DescriptionCache {
    private struct Entry: Codable {
        static let currentFormatVersion = 2

        var formatVersion = Entry.currentFormatVersion
        var fingerprint: String
        var description: PackageDescription
    }

    private static let sizeLimit = 16 << 20

    let file: FilePath
    let files: any FileSystem

    /// The description, if it was kept under the fingerprint and the targets are where they were.
    ///
    /// SwiftPM finds the directory of a target whose path the manifest leaves out; a moved directory changes the
    /// description without changing the manifest.
    func read(fingerprint: String, package: FilePath) -> PackageDescription? {
        guard let bytes = try? files.read(file, limit: Self.sizeLimit),
            let entry = try? JSONDecoder().decode(Entry.self, from: Data(bytes)),
            entry.formatVersion == Entry.currentFormatVersion, entry.fingerprint == fingerprint
        else { return nil }
        let isInPlace = entry.description.targets.allSatisfy { target in
            (try? files.status(of: package.appending(FilePath(target.path).components), followingLinks: true)) != nil
        }
        return isInPlace ? entry.description : nil
    }

    /// Keeps a description.
    func write(_ description: PackageDescription, fingerprint: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let json = try? encoder.encode(Entry(fingerprint: fingerprint, description: description)) else { return }
        try? files.makeDirectory(file.removingLastComponent())
        _ = try? files.write(Array(json), to: file, permissions: .readableByAll)
    }
}
