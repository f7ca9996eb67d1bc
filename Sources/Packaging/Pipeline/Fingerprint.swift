import Archive
import Bundling
import Checksums
import Host
import Model
import SystemPackage

/// Detects, without reading files, that a function is unchanged since it was last packaged here.
///
/// It compares the size, times and inode number of files, as build systems do.
struct Fingerprint: Sendable, Hashable, Codable {
    var digest: String

    init(
        tree: StagedTree, function: LambdaFunction, run: PackageRun, build: PackageBuild,
        origin: LibraryOrigin = .host
    ) {
        var lines = [
            "swiftlambda \(run.toolVersion)",
            "\(function.product) \(function.architecture) \(function.runtime) \(function.layers.isEmpty)",
            "\(run.symbols) \(run.compression.rawValue) \(build.optimization)",
            build.arguments.joined(separator: "\0"),
            "\(function.build.bundle) \(origin.name)\0\(origin.root)",
        ]
        for entry in tree.entries {
            switch entry.content {
            case .file(let path, let status):
                lines.append("\(entry.path)\0\(path)\0\(Self.line(status))")
            case .link(let target):
                lines.append("\(entry.path)\0->\0\(target)")
            case .emptyDirectory:
                lines.append("\(entry.path)\0/")
            }
        }
        digest = SHA256.hexadecimal(of: lines.joined(separator: "\n").utf8)
    }

    static func line(_ status: FileStatus) -> String {
        "\(status.size) \(status.modificationTime) \(status.inode) \(status.permissions.rawValue)"
    }
}

/// The record about an archive, next to it.
struct PackagingRecord: Sendable, Hashable, Codable {
    /// What it was made from.
    var fingerprint: Fingerprint
    /// The archive's size, time and inode number.
    var archive: String
    /// Those of the symbol file, if there is one.
    var symbols: String?
    /// Those of the libraries that it bundles, by source path.
    var libraries: [String: String]
}
