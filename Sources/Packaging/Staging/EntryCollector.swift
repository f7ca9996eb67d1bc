import Bundling
import Host
import Model
import SystemPackage

/// Collects entries and their origins, so that a conflict can name both.
struct EntryCollector {
    private(set) var entries: [StagedTree.Entry] = []
    private var leftOut: [String] = []
    /// Keyed by the bytes of the path: Linux distinguishes texts that are equal in Unicode.
    private var origins: [[UInt8]: String] = [:]
    private let package: FilePath
    private let bases: [FilePath]
    private let filter: IncludeFilter
    private let files: any FileSystem

    /// - Parameter original: the original package if this is a copy.
    init(package: FilePath, original: FilePath? = nil, exclude: [String], files: any FileSystem) {
        self.package = package
        self.files = files
        bases = [package, original].compactMap { $0 }
        filter = IncludeFilter(exclude: exclude)
    }

    /// The collected entries.
    var tree: StagedTree {
        StagedTree(
            entries: entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }, leftOut: leftOut)
    }

    /// Reserves a path for a file that does not exist yet.
    mutating func reserve(_ path: String, origin: String) throws(StagingError) {
        if let other = origins.updateValue(origin, forKey: Array(path.utf8)) {
            throw .clash(path: path, first: other, second: origin)
        }
    }

    mutating func include(_ rule: IncludeRule) throws {
        let source = package.pushing(FilePath(rule.source)).lexicallyNormalized()
        guard let name = source.lastComponent?.string,
            try files.status(of: source, followingLinks: true) != nil
        else { throw StagingError.includeMissing(rule.source, package: package) }
        let destination = FilePath(rule.destination ?? name).lexicallyNormalized()
        guard !destination.isAbsolute, destination.components.first?.kind == .regular else {
            throw StagingError.includeOutside(rule.destination ?? name)
        }
        guard let status = try files.status(of: source, followingLinks: true) else {
            throw StagingError.vanished(source)
        }
        try add(
            source, status: status, at: destination.string, origin: "include '\(rule.source)'",
            filteredAs: place(of: source))
    }

    /// The components of a path from the package; outside the package, only the last.
    private func place(of source: FilePath) -> [[UInt8]] {
        let base = bases.first { source.starts(with: $0) }
        let components = source.components.map { Array($0.string.utf8) }
        return base.map { Array(components.dropFirst($0.components.count)) } ?? components.suffix(1)
    }

    /// Adds a path; follows a link that the user named, keeps links inside directories.
    mutating func add(_ source: FilePath, at path: String, origin: String) throws {
        guard let status = try files.status(of: source, followingLinks: true) else {
            throw StagingError.vanished(source)
        }
        try add(source, status: status, at: path, origin: origin)
    }

    /// - Parameter place: the components of the path that patterns are matched against; `nil` keeps everything.
    private mutating func add(
        _ source: FilePath, status: FileStatus, at path: String, origin: String, filteredAs place: [[UInt8]]? = nil
    ) throws {
        switch status.kind {
        case .regular:
            try append(StagedTree.Entry(path: path, content: .file(source, status)), origin: origin)
        case .symbolicLink:
            let target = try files.destination(ofLink: source).string
            try append(StagedTree.Entry(path: path, content: .link(target: target)), origin: origin)
        case .directory:
            let names = try files.names(in: source)
            if names.isEmpty {
                try append(StagedTree.Entry(path: path, content: .emptyDirectory), origin: origin)
            }
            for name in names {
                let child = source.appending(name)
                guard let status = try files.status(of: child, followingLinks: false) else {
                    throw StagingError.vanished(child)
                }
                let childPlace = place.map { $0 + [Array(name.utf8)] }
                if let childPlace, let reason = filter.reason(path: childPlace, isDirectory: status.kind == .directory)
                {
                    if reason == .leaving { leftOut.append(Self.text(childPlace)) }
                    continue
                }
                try add(child, status: status, at: "\(path)/\(name)", origin: origin, filteredAs: childPlace)
            }
        case .other:
            throw StagingError.unsupportedKind(source)
        }
    }

    private static func text(_ components: [[UInt8]]) -> String {
        components.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    }

    private mutating func append(_ entry: StagedTree.Entry, origin: String) throws(StagingError) {
        try reserve(entry.path, origin: origin)
        entries.append(entry)
    }
}
