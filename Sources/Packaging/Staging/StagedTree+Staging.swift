import Building
import Bundling
import Host
import Model
import SystemPackage

extension StagedTree {
    /// Stages a function: its binary, the resources of the targets it is made of, and the files it includes.
    ///
    /// - Parameters:
    ///   - exclude: what is left out of `include`, in gitignore's syntax.
    ///   - package: where the sources of `include` and the paths of `exclude` start from.
    ///   - original: where the package lies if this is its copy.
    /// - Throws: `StagingError` where something is missing or two things claim one path; `FileError`.
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

    /// Finds out whether what is to be included can be, before there is a binary.
    ///
    /// - Throws: what ``stage(bootstrap:resources:include:exclude:package:original:files:)`` throws.
    static func check(include: [IncludeRule], exclude: [String], package: FilePath, files: any FileSystem) throws {
        var collector = EntryCollector(package: package, exclude: exclude, files: files)
        try collector.reserve(LambdaPaths.bootstrap, origin: "the function's binary")
        for rule in include { try collector.include(rule) }
    }

    /// A note on what was left out of the included directories, if anything was.
    var leftOutNote: Diagnostic? {
        guard let first = leftOut.first else { return nil }
        let more = leftOut.count - 1
        return Diagnostic(
            .note, "staging.left-out",
            "left out of include: '\(first)'" + (more > 0 ? " and \(more) more that systems and editors leave" : ""),
            explanation: more > 0 ? leftOut.prefix(20).map { "'\($0)'" }.joined(separator: ", ") : nil,
            hints: [
                "to bring one all the same, add its name with '!' to exclude, as in --exclude '!\(Self.name(first))'"
            ])
    }

    private static func name(_ path: String) -> String { FilePath(path).lastComponent?.string ?? path }
}
