import Building
import Bundling
import Host
import Model
import SystemPackage

extension StagedTree {
    /// Stages a function: its binary, the resources of its targets, and the included files.
    ///
    /// - Parameters:
    ///   - exclude: what to leave out of `include`, in gitignore's syntax.
    ///   - package: the base of the paths in `include` and `exclude`.
    ///   - original: the original package if this is a copy.
    /// - Throws: `StagingError` if a file is missing or two files have the same path; `FileError`.
    static func stage(
        bootstrap: FilePath, resources: [Resource], include: [IncludeRule], exclude: [String] = [], package: FilePath,
        original: FilePath? = nil, files: any FileSystem
    ) throws -> StagedTree {
        var collector = EntryCollector(package: package, original: original, exclude: exclude, files: files)
        try collector.add(bootstrap, at: LambdaPaths.bootstrap, origin: "the function's binary")
        for resource in resources {
            try collector.add(resource.source, at: resource.destination, origin: "the resources of \(resource.bundle)")
        }
        for rule in include {
            try collector.include(rule)
        }
        return collector.tree
    }

    /// Checks the included files before there is a binary.
    ///
    /// - Throws: what ``stage(bootstrap:resources:include:exclude:package:original:files:)`` throws.
    static func check(include: [IncludeRule], exclude: [String], package: FilePath, files: any FileSystem) throws {
        var collector = EntryCollector(package: package, exclude: exclude, files: files)
        try collector.reserve(LambdaPaths.bootstrap, origin: "the function's binary")
        for rule in include { try collector.include(rule) }
    }

    /// A note about files left out of the included directories, if any.
    var leftOutNote: Diagnostic? {
        guard let first = leftOut.first else { return nil }
        let more = leftOut.count - 1
        return Diagnostic(
            .note, "staging.left-out",
            "left out of include: '\(first)'" + (more > 0 ? " and \(more) more files of systems and editors" : ""),
            explanation: more > 0 ? leftOut.prefix(20).map { "'\($0)'" }.joined(separator: ", ") : nil,
            hints: [
                "to include one anyway, add its name with '!' to exclude, such as --exclude '!\(Self.name(first))'"
            ])
    }

    private static func name(_ path: String) -> String { FilePath(path).lastComponent?.string ?? path }
}
