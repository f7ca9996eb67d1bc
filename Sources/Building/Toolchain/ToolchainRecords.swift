import Checksums
import Host
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What compilers said of themselves, kept for as long as their programs are the same files.
///
/// A compiler takes longer to answer than everything else that an unchanged package needs beside `swift build`.
struct ToolchainRecords: Sendable {
    /// The programs beside `swift` that answer in its place.
    private static let programs = ["swift-driver", "swift-frontend"]
    /// Variables with these prefixes let another compiler answer.
    private static let redirections = ["SWIFT_DRIVER_", "SWIFT_EXEC", "TOOLCHAINS", "DEVELOPER_DIR"]

    private struct Record: Codable {
        var key: String
        var compilerVersion: String
        var triple: String
        var programsDirectory: String
    }

    private let directory: FilePath
    private let files: any FileSystem

    /// The records of this user; `nil` if nothing can be kept.
    init?(host: Host) {
        guard let cache = host.cacheDirectory,
            !host.environment.keys.contains(where: { name in Self.redirections.contains(where: name.hasPrefix) })
        else { return nil }
        directory = cache.appending("toolchains")
        files = host.files
    }

    /// A toolchain whose programs have not changed since it answered.
    func known(_ swift: FilePath) -> Toolchain? {
        // A record that cannot be read is replaced after the compiler's answer.
        guard let key = try? key(of: swift), let bytes = try? files.read(path(of: swift), limit: 1 << 16),
            let record = try? JSONDecoder().decode(Record.self, from: Data(bytes)), record.key == key
        else { return nil }
        return Toolchain(
            swift: swift, compilerVersion: record.compilerVersion, triple: record.triple,
            programsDirectory: FilePath(record.programsDirectory))
    }

    /// Keeps an answer.
    ///
    /// A version manager's proxy answers for a toolchain elsewhere, and tomorrow perhaps for another one: not kept.
    func keep(_ toolchain: Toolchain) {
        guard let key = try? key(of: toolchain.swift), let own = try? files.realPath(toolchain.swift),
            let programs = try? files.realPath(toolchain.programsDirectory), own.removingLastComponent() == programs,
            let bytes = try? JSONEncoder().encode(
                Record(
                    key: key, compilerVersion: toolchain.compilerVersion, triple: toolchain.triple,
                    programsDirectory: toolchain.programsDirectory.string))
        else { return }
        // Without the record, the compiler is asked again.
        try? files.makeDirectory(directory)
        _ = try? files.write(Array(bytes), to: path(of: toolchain.swift), permissions: .readableByAll)
    }

    private func path(of swift: FilePath) -> FilePath {
        directory.appending(SHA256.hexadecimal(of: swift.string.utf8).prefix(16) + ".json")
    }

    /// Identifies the files that answer; `nil` if there is no such program.
    private func key(of swift: FilePath) throws -> String? {
        guard try files.status(of: swift, followingLinks: true)?.kind == .regular else { return nil }
        let program = try files.realPath(swift)
        var lines: [String] = []
        for file in [program] + Self.programs.map(program.removingLastComponent().appending) {
            guard let status = try files.status(of: file, followingLinks: true) else { continue }
            lines.append("\(file)\0\(status.size) \(status.modificationTime) \(status.inode)")
        }
        return lines.joined(separator: "\n")
    }
}
