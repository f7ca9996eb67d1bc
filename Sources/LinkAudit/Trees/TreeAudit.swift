package import Model

/// The checks on names, modes, links and sizes, which do not read the files.
///
/// Each takes time in proportion to the names' bytes and reports one finding.
package struct TreeAudit {
    let entries: [AuditedEntry]
    var runtime = LambdaRuntime.providedAL2023
    var architecture: Architecture?

    func findings() -> [Diagnostic] {
        let tree = EntryTree(entries)
        return paths() + belowFiles(tree) + linkFindings(tree) + duplicates() + modeFindings() + secrets()
            + unsupportedKinds() + unzippedSize()
    }

    private func paths() -> [Diagnostic] {
        Diagnostic.about(
            entries.map(\.path).filter(Self.leavesRoot), .error, "archive.path-traversal",
            one: "would be written outside the task directory", several: "would be written outside the task directory",
            explanation: "An entry's path must be relative and without '..', or unzipping it elsewhere "
                + "overwrites other files.")
            + Diagnostic.about(
                entries.map(\.path).filter(Self.isTooLong), .error, "archive.path-too-long",
                one: "has a path that is too long for Linux", several: "have paths that are too long for Linux",
                explanation: "A path has at most \(Self.longestPath) bytes and each of its names "
                    + "\(Self.longestName); a longer one can't be unpacked.")
    }

    /// Whether a path is absolute or has a component `..`.
    static func leavesRoot(_ path: String) -> Bool {
        path.hasPrefix("/") || path.contains("..\\")
            || path.contains("..") && path.split(separator: "/").contains("..")
    }

    /// The maximum bytes of a path and of a name in it, without the closing NUL (`limits.h`: PATH_MAX, NAME_MAX).
    private static let (longestPath, longestName) = (4_095, 255)

    private static func isTooLong(_ path: String) -> Bool {
        if path.utf8.count > longestPath { return true }
        if path.utf8.count <= longestName { return false }
        return path.utf8.split(separator: UInt8(ascii: "/")).contains { $0.count > longestName }
    }

    private func belowFiles(_ tree: EntryTree) -> [Diagnostic] {
        Diagnostic.about(
            tree.entriesBelowFiles(), .error, "archive.below-file",
            one: "lies below a path that is a file or a link",
            several: "lie below paths that are files or links",
            explanation: "A path can't be both a file and a directory, so the archive can't be unpacked.",
            hints: ["create the archive again"])
    }

    private func duplicates() -> [Diagnostic] {
        // Strings compare by canonical equivalence, like file names on macOS; Linux compares bytes.
        var spellings: [String: [String]] = [:]
        for entry in entries {
            let path = entry.path.hasSuffix("/") ? String(entry.path.dropLast()) : entry.path
            spellings[path.lowercased(), default: []].append(path)
        }
        var repeated: [(path: String, count: Int)] = []
        var clashing: [[String]] = []
        for (_, paths) in spellings where paths.count > 1 {
            let counts = Dictionary(paths.map { (Array($0.utf8), 1) }, uniquingKeysWith: +)
            let distinct = counts.map { (path: String(decoding: $0, as: UTF8.self), count: $1) }
            repeated += distinct.filter { $0.count > 1 }
            if distinct.count > 1 { clashing.append(distinct.map(\.path).sorted(by: Self.precedes)) }
        }
        return duplicateFindings(repeated.sorted { Self.precedes($0.path, $1.path) })
            + clashFindings(clashing.sorted { Self.precedes($0[0], $1[0]) })
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private func duplicateFindings(_ repeated: [(path: String, count: Int)]) -> [Diagnostic] {
        guard let first = repeated.first else { return [] }
        return Diagnostic.about(
            repeated.map(\.path), .error, "archive.duplicate", one: "is in the archive \(first.count) times",
            several: "are in the archive several times",
            explanation: "Which one the function gets depends on the program that unzips it.")
    }

    private func clashFindings(_ clashing: [[String]]) -> [Diagnostic] {
        guard let first = clashing.first else { return [] }
        let count = clashing.reduce(0) { $0 + $1.count }
        return [
            .warning(
                "archive.case-clash",
                clashing.count == 1 && count < 4
                    ? "these differ only in \(Self.difference(of: first)): \(Diagnostic.list(first))"
                    : "\(count) names differ from others only in case or in Unicode form",
                explanation: (clashing.count == 1 && count < 4 ? "" : "For example \(Diagnostic.list(first)).\n")
                    + "Lambda distinguishes them; macOS and Windows do not, so the archive "
                    + "can't be unzipped there.")
        ]
    }

    /// The difference between names that some file systems treat as equal.
    private static func difference(of names: [String]) -> String {
        // Swift compares by canonical equivalence: é is one letter, or e with an accent.
        Set(names).count < names.count ? "Unicode form" : "case"
    }

    private func unsupportedKinds() -> [Diagnostic] {
        Diagnostic.about(
            entries.filter { $0.kind == .other }.map(\.path), .error, "archive.unsupported-kind",
            one: "is neither a file, a directory nor a symbolic link",
            several: "are neither files, directories nor symbolic links",
            explanation: "Lambda does not unzip sockets, pipes and devices.")
    }

    private func unzippedSize() -> [Diagnostic] {
        let total = entries.reduce(Int64(0)) { sum, entry in
            sum.addingReportingOverflow(entry.sizeBytes).overflow ? .max : sum + entry.sizeBytes
        }
        guard total > Int64(LambdaLimits.unzippedBytes) else { return [] }
        return [
            .error(
                "archive.too-large-unzipped",
                "the archive unzips to \(total) bytes; Lambda allows at most \(LambdaLimits.unzippedBytes) with all layers",
                explanation: "Lambda refuses the function, even from S3.",
                hints: [
                    "run 'swiftlambda inspect' on the archive to see where the bytes go",
                    "strip the binary (leave --no-strip out), and move large files to S3 or a container image",
                ])
        ]
    }

    /// The finding for an archive too large for a direct upload.
    package static func zippedSize(_ bytes: Int64) -> [Diagnostic] {
        guard bytes > Int64(LambdaLimits.zippedBytes) else { return [] }
        return [
            .warning(
                "archive.too-large-for-upload",
                "the archive has \(bytes) bytes; a direct upload allows at most \(LambdaLimits.zippedBytes)",
                explanation: "Upload it to an S3 bucket, and set s3_bucket and s3_key "
                    + "instead of filename.",
                hints: ["aws s3 cp function.zip s3://BUCKET/"])
        ]
    }
}
