import Model

/// Checks on links, and on what Lambda's unprivileged user can open.
extension TreeAudit {
    /// Where the links of the archive lead on Lambda.
    func linkFindings(_ tree: EntryTree) -> [Diagnostic] {
        var walk = LinkWalk(tree)
        var outside: [String] = []
        var dangling: [String] = []
        var provided: [String] = []
        var unknown: [String] = []
        for entry in entries {
            guard case .link(let target) = entry.kind else { continue }
            switch walk.destination(of: target, from: entry.path) {
            case .inside: break
            case .nowhere: dangling.append("\(entry.path) -> \(target)")
            case .outside(let path):
                if runtime.mayHave(path, architecture: architecture) {
                    provided.append("\(entry.path) -> \(target)")
                } else {
                    outside.append("\(entry.path) -> \(target)")
                }
            case .unknown: unknown.append(entry.path)
            }
        }
        return Diagnostic.about(
            outside, .error, "archive.link-outside", one: "is a link that points out of the archive",
            several: "are links that point out of the archive",
            explanation: "On Lambda it would point to something else, or to nothing.",
            hints: ["replace the link with what it points to, or leave it out"])
            + Diagnostic.about(
                dangling, .warning, "archive.dangling-link", one: "is a link to nothing",
                several: "are links to nothing",
                explanation: "The archive does not contain the target, so Lambda can't open it.",
                hints: ["include what it points to, or leave the link out"])
            + Diagnostic.about(
                provided, .note, "archive.link-to-runtime", one: "is a link to a path outside the archive",
                several: "are links to paths outside the archive",
                explanation: "It works if \(runtime), a layer or the function itself provides the file.")
            + Diagnostic.about(
                unknown, .warning, "archive.links-not-followed", one: "is a link that was not fully followed",
                several: "are links that were not fully followed",
                explanation: "The links of the archive take too many steps.")
    }

    /// Modes that are missing, that lock out Lambda's user, or that let everybody write.
    func modeFindings() -> [Diagnostic] {
        unknownModes() + unreadable() + worldWritable()
    }

    private func unknownModes() -> [Diagnostic] {
        guard
            let bootstrap = entries.last(where: { $0.path == LambdaPaths.bootstrap }),
            bootstrap.kind == .file, bootstrap.permissions == nil
        else { return [] }
        return [
            .error(
                "archive.no-modes", "the archive does not mark 'bootstrap' as executable",
                explanation: "It has no Unix modes, like zip files made on Windows. Lambda takes the mode from "
                    + "the archive, and fails with Runtime.InvalidEntrypoint.",
                hints: [
                    "package the function with 'swiftlambda package'",
                    "or zip it on Linux or macOS, after chmod 755 bootstrap",
                ])
        ]
    }

    private func unreadable() -> [Diagnostic] {
        let closed = entries.filter { entry in
            guard let permissions = entry.permissions else { return false }
            switch entry.kind {
            // The program itself only has to be executable.
            case .file: return permissions & 0o004 == 0 && entry.path != LambdaPaths.bootstrap
            case .directory: return permissions & 0o001 == 0
            case .link, .other: return false
            }
        }
        guard let first = closed.first else { return [] }
        return Diagnostic.about(
            closed.map(\.path), .error, "archive.unreadable", one: "is not readable by Lambda's user",
            several: "are not readable by Lambda's user",
            explanation:
                "\(closed.count == 1 ? "Its" : "The first one's") mode is \(Self.octal(first.permissions)). Lambda "
                + "runs the function as a user that owns none of its files: it needs 'r' for others on files, and 'x' "
                + "on directories.",
            hints: ["chmod -R o+rX . and zip it again", "package it with swiftlambda, which writes only 0644 and 0755"])
    }

    private func worldWritable() -> [Diagnostic] {
        let open = entries.filter { entry in
            if case .link = entry.kind { return false }
            return (entry.permissions ?? 0) & 0o002 != 0
        }
        guard let first = open.first else { return [] }
        return Diagnostic.about(
            open.map(\.path), .warning, "archive.world-writable", one: "is world-writable",
            several: "are world-writable",
            explanation:
                "\(open.count == 1 ? "Its" : "The first one's") mode is \(Self.octal(first.permissions)). Lambda's "
                + "task directory is read-only, but the mode applies wherever else the archive is unzipped.",
            hints: ["package it with swiftlambda, which writes only 0644 and 0755"])
    }

    private static func octal(_ permissions: UInt16?) -> String {
        "0" + String((permissions ?? 0) & 0o7777, radix: 8)
    }
}
