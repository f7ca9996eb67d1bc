public import Building
public import Host
public import Model
public import SystemPackage

/// Everything that goes into one archive, and where each piece lies now; nothing is copied to stage it.
public struct StagedTree: Sendable, Hashable {
    /// One piece of the archive.
    public struct Entry: Sendable, Hashable {
        /// What it is.
        public enum Content: Sendable, Hashable {
            /// A file on disk.
            case file(FilePath, FileStatus)
            /// A symbolic link.
            case link(target: String)
            /// A directory with nothing in it; others follow from the paths of their files.
            case emptyDirectory
        }

        /// The path in the archive.
        public var path: String
        /// What it is.
        public var content: Content

        /// Creates an entry.
        public init(path: String, content: Content) {
            self.path = path
            self.content = content
        }

        /// Whether anybody may execute it.
        public var isExecutable: Bool {
            guard case .file(_, let status) = content else { return false }
            return status.permissions.contains(.ownerExecute)
        }
    }

    /// The entries, sorted bytewise by path.
    public var entries: [Entry]

    /// Stages a function: its binary, the resources of the targets it is made of, and the files it includes.
    ///
    /// - Parameters:
    ///   - package: where the sources of `include` start from.
    /// - Throws: `StagingError` where something is missing or two things claim one path; `FileError`.
    public static func stage(
        bootstrap: FilePath, resources: [Resource], include: [IncludeRule], package: FilePath, files: any FileSystem
    ) throws -> StagedTree {
        var collector = EntryCollector(files: files)
        try collector.add(bootstrap, at: bootstrapPath, origin: "the function's binary")
        for resource in resources {
            try collector.add(resource.source, at: resource.destination, origin: "the resources of \(resource.bundle)")
        }
        for rule in include {
            try collector.include(rule, package: package)
        }
        return StagedTree(entries: collector.entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
    }

    /// The symbolic links and their targets.
    var links: [(path: String, target: String)] {
        entries.compactMap { entry in
            guard case .link(let target) = entry.content else { return nil }
            return (entry.path, target)
        }
    }

    /// Where Lambda looks for the program to start.
    public static let bootstrapPath = "bootstrap"
}

/// Gathers entries and remembers where each came from, so that a clash can name both.
private struct EntryCollector {
    private(set) var entries: [StagedTree.Entry] = []
    private var origins: [String: String] = [:]
    private let files: any FileSystem

    init(files: any FileSystem) {
        self.files = files
    }

    mutating func include(_ rule: IncludeRule, package: FilePath) throws {
        let source = package.pushing(FilePath(rule.source)).lexicallyNormalized()
        guard let name = source.lastComponent?.string,
            try files.status(of: source, followingLinks: true) != nil
        else { throw StagingError.includeMissing(rule.source, package: package) }
        let destination = FilePath(rule.destination ?? name).lexicallyNormalized()
        guard !destination.isAbsolute, destination.components.first?.kind == .regular else {
            throw StagingError.includeOutside(rule.destination ?? name)
        }
        try add(source, at: destination.string, origin: "include '\(rule.source)'")
    }

    /// Adds what a path names; a link named by the user is followed, links inside a directory are kept.
    mutating func add(_ source: FilePath, at path: String, origin: String) throws {
        guard let status = try files.status(of: source, followingLinks: true) else {
            throw StagingError.vanished(source)
        }
        try add(source, status: status, at: path, origin: origin)
    }

    private mutating func add(_ source: FilePath, status: FileStatus, at path: String, origin: String) throws {
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
                try add(child, status: status, at: "\(path)/\(name)", origin: origin)
            }
        case .other:
            throw StagingError.unsupportedKind(source)
        }
    }

    private mutating func append(_ entry: StagedTree.Entry, origin: String) throws(StagingError) {
        if let other = origins[entry.path] {
            throw .clash(path: entry.path, first: other, second: origin)
        }
        origins[entry.path] = origin
        entries.append(entry)
    }
}

/// The archive's content could not be gathered.
public enum StagingError: DiagnosedError, Hashable {
    /// `include` names something that is not there.
    case includeMissing(String, package: FilePath)
    /// The destination of an `include` is not inside the archive.
    case includeOutside(String)
    /// Two things claim one path of the archive.
    case clash(path: String, first: String, second: String)
    /// A socket, a device or a pipe.
    case unsupportedKind(FilePath)
    /// Something was there a moment ago and is gone.
    case vanished(FilePath)

    /// One error.
    public var diagnostics: [Diagnostic] {
        switch self {
        case .includeMissing(let source, let package):
            [
                .error(
                    "staging.include-missing", "there is no '\(source)' to include",
                    explanation: "Paths of include start from the package's directory, '\(package)'.",
                    hints: ["correct the path in swiftlambda.yaml or in --include"])
            ]
        case .includeOutside(let destination):
            [
                .error(
                    "staging.include-outside", "'\(destination)' is not a place inside the archive",
                    explanation: "The destination of an include is a relative path without '..'.",
                    hints: ["write --include SRC=DST with a DST such as 'assets/logo.png'"])
            ]
        case .clash(let path, let first, let second):
            [
                .error(
                    "staging.clash", "two things would be '\(path)' in the archive",
                    explanation: "One is from \(first), the other from \(second).",
                    hints: ["give one of them another place with SRC=DST"])
            ]
        case .unsupportedKind(let path):
            [
                .error(
                    "staging.unsupported-kind", "'\(path)' is neither a file, a directory nor a symbolic link",
                    explanation: "Sockets, pipes and devices cannot be archived.")
            ]
        case .vanished(let path):
            [
                .error(
                    "staging.vanished", "'\(path)' is gone",
                    explanation: "It may be a link to something that does not exist, "
                        + "or was removed while the function was packaged.")
            ]
        }
    }

    /// What the user asked to package is wrong: `badInput`.
    public var exitStatus: ExitStatus { .badInput }
}
