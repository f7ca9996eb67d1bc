import Host
import Model
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Replaces SwiftPM's resource accessors, and renames sources, for the compiler.
///
/// SwiftPM generates the code of `Bundle.module` for each Swift target with resources, and writes the absolute
/// directory of the build into it, as the fallback if there is no bundle next to the program. An archive always has
/// one. A file system overlay gives the compiler a text without that directory; the file itself stays unchanged, since
/// SwiftPM would rewrite it when it plans a build.
struct ResourceAccessors {
    private static let accessor = FilePath("DerivedSources/resource_bundle_accessor.swift")

    private static let sizeLimit = 16 << 20

    let files: any FileSystem
    /// SwiftPM's scratch directory.
    let scratch: FilePath
    /// The names of the sources for the compiler.
    let aliases: SourceAliases

    init(files: any FileSystem, scratch: FilePath, plan: BuildPlan) {
        self.files = files
        self.scratch = scratch
        aliases = SourceAliases(package: plan.package, scratch: scratch, others: plan.localPackages)
    }

    private static func directory(scratch: FilePath) -> FilePath { scratch.appending("overlay") }
    private static func overlay(scratch: FilePath) -> FilePath {
        directory(scratch: scratch).appending("files.json")
    }

    /// The options of `swift build`, which are the same whether there are such targets or not.
    static func options(scratch: FilePath) -> [String] {
        ["-Xswiftc", "-vfsoverlay", "-Xswiftc", overlay(scratch: scratch).string]
    }

    /// Runs calls of `swift build` so that no accessor contains the build directory.
    ///
    /// The accessors are known once SwiftPM has planned the build. So it only plans before the first
    /// build; if a later one adds accessors, their targets are compiled again.
    func building(
        _ commands: [Command], on host: Host, onLine: @escaping @Sendable (String) -> Void
    ) async throws -> ProcessEnd {
        let aliases = aliases
        let onLine: @Sendable (String) -> Void = { onLine(aliases.restored($0)) }
        let isFirst = try files.status(of: Self.overlay(scratch: scratch), followingLinks: true) == nil
        try update()
        if isFirst, let command = commands.first {
            var planning = command
            planning.arguments.append("--print-manifest-job-graph")
            // Errors here occur again in the build, which reports them.
            _ = try await host.processes.stream(planning) { if Self.isAboutDependencies($0) { onLine($0) } }
            try update()
        }
        for command in commands {
            var end = try await host.processes.stream(command, onLine: onLine)
            if end.isSuccess, try update() { end = try await host.processes.stream(command, onLine: onLine) }
            guard end.isSuccess else { return end }
        }
        return .exited(0)
    }

    /// Whether a line shows SwiftPM's progress with dependencies; the other planning output is a graph.
    private static func isAboutDependencies(_ line: String) -> Bool {
        ["Fetch", "Updat", "Comput", "Creating working copy", "Working copy", "Download"].contains {
            line.hasPrefix($0)
        }
    }

    /// Brings the overlay up to date with the existing accessors.
    ///
    /// - Returns: whether a target must be recompiled with the overlay.
    @discardableResult
    func update() throws -> Bool {
        var written: [(path: FilePath, bytes: [UInt8])] = []
        var replacements: [(path: FilePath, bytes: [UInt8])] = []
        var overlay = Overlay()
        for (name, path) in try accessors() {
            let bytes = try files.read(path, limit: Self.sizeLimit)
            guard let text = Self.withoutDirectory(String(decoding: bytes, as: UTF8.self)) else { continue }
            let replacement = Self.directory(scratch: scratch).appending("\(name).swift")
            written.append((path, bytes))
            replacements.append((replacement, Array(text.utf8)))
            let real = try files.realPath(path)
            for name in real == path ? [path] : [path, real] {
                overlay.roots.append(.file(name.string, contents: replacement.string))
            }
        }
        let others = try sourcesUnderOtherNames()
        overlay.roots += others.entries
        replacements.append((Self.overlay(scratch: scratch), try overlay.json()))
        guard try !replacements.allSatisfy({ try isThere($0.path, $0.bytes) }) else { return false }
        let former = Overlay(json: (try? files.read(Self.overlay(scratch: scratch), limit: Self.sizeLimit)) ?? [])
        // Sources fetched during the build were compiled under their own names.
        for path in others.fetched where !former.roots.contains(where: { $0.name == path.string }) {
            written.append((path, try files.read(path, limit: Self.sizeLimit)))
        }
        // With new inode numbers and times, so that the targets are recompiled; the overlay comes last, so that a run
        // that is killed here leaves nothing undone.
        for file in written { try files.rename(file.path, to: Self.former(file.path)) }
        for file in written + replacements {
            try files.makeDirectory(file.path.removingLastComponent())
            try files.write(file.bytes, to: file.path, permissions: .readableByAll)
        }
        for file in written { try files.remove(Self.former(file.path)) }
        return !written.isEmpty
    }

    /// The sources that the compiler sees under other names, and those that SwiftPM fetches.
    private func sourcesUnderOtherNames() throws(FileError) -> (entries: [Overlay.Entry], fetched: [FilePath]) {
        try aliases.make(files: files)
        var entries: [Overlay.Entry] = []
        var fetched: [FilePath] = []
        for alias in aliases.aliases {
            let isScratch = alias.directory == scratch
            // SwiftPM uses the real paths of directories.
            let names = Set([alias.directory, (try? files.realPath(alias.directory)) ?? alias.directory])
            let sources = EscapeCheckedSources(files: files, excluded: isScratch ? aliases.directory : scratch)
            let top = isScratch ? "checkouts" : nil
            for way in try sources.paths(below: top.map { alias.directory.appending($0) } ?? alias.directory) {
                let way = FilePath(top.map { "\($0)/\(way)" } ?? way).components
                for name in names.map({ $0.appending(way) }).sorted(by: { $0.string < $1.string }) {
                    entries.append(.file(name.string, shownAs: alias.name.appending(way).string))
                }
                if isScratch { fetched.append(alias.directory.appending(way)) }
            }
        }
        return (entries, fetched)
    }

    /// Keeps a file until it is replaced: a deleted file's inode number can be reused at once.
    private static func former(_ path: FilePath) -> FilePath {
        path.removingLastComponent().appending("former-accessor")
    }

    private func isThere(_ path: FilePath, _ bytes: [UInt8]) throws(FileError) -> Bool {
        guard try files.status(of: path, followingLinks: true)?.size == Int64(bytes.count) else { return false }
        return try files.read(path, limit: Self.sizeLimit) == bytes
    }

    /// The accessors that SwiftPM wrote, of every target triple, with a name for each.
    private func accessors() throws(FileError) -> [(name: String, path: FilePath)] {
        var found: [(name: String, path: FilePath)] = []
        guard try files.status(of: scratch, followingLinks: true) != nil else { return [] }
        for triple in try files.names(in: scratch) {
            let release = scratch.appending(triple).appending("release")
            guard try files.status(of: release, followingLinks: false)?.kind == .directory else { continue }
            for target in try files.names(in: release) where target.hasSuffix(".build") {
                let accessor = release.appending(target).appending(Self.accessor.components)
                guard try files.status(of: accessor, followingLinks: true) != nil else { continue }
                found.append(("\(triple)-\(target)", accessor))
            }
        }
        return found
    }

    /// The text of an accessor with Lambda's directory instead of the build's.
    ///
    /// - Returns: `nil` if its form is unknown; the audit then finds the directory in the program.
    static func withoutDirectory(_ accessor: String) -> String? {
        let start = "let buildPath = \""
        var isFound = false
        let lines = accessor.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
            guard let range = line.firstRange(of: start), line.hasSuffix("\""),
                let slash = line[range.upperBound...].lastIndex(of: "/")
            else { return line }
            isFound = true
            return line[..<range.upperBound] + LambdaPaths.taskDirectory + line[slash...]
        }
        return isFound ? lines.joined(separator: "\n") : nil
    }
}

/// A file system overlay as LLVM reads it (`llvm/Support/VirtualFileSystem.h`); of several entries for a path, the
/// first that exists wins.
private struct Overlay: Codable {
    struct Entry: Codable {
        enum CodingKeys: String, CodingKey {
            case type, name
            case contents = "external-contents"
            case isShownAsContents = "use-external-name"
        }

        var type: String
        var name: String
        var contents: String
        var isShownAsContents: Bool

        /// A file with the content of another.
        static func file(_ name: String, contents: String) -> Entry {
            Entry(type: "file", name: name, contents: contents, isShownAsContents: false)
        }

        /// A file that the compiler sees under another name.
        static func file(_ name: String, shownAs contents: String) -> Entry {
            Entry(type: "file", name: name, contents: contents, isShownAsContents: true)
        }
    }

    var version = 0
    var roots: [Entry] = []

    init() {}

    /// The existing overlay, or an empty one.
    init(json: [UInt8]) {
        self = (try? JSONDecoder().decode(Overlay.self, from: Data(json))) ?? Overlay()
    }

    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
