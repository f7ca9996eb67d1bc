import Model

/// The checks on links, and on what Lambda's unprivileged user may open.
extension TreeAudit {
    /// What the links of the archive come to on Lambda.
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
            explanation: "On Lambda it would point at something else, or at nothing.",
            hints: ["replace the link with what it points to, or leave it out"])
            + Diagnostic.about(
                dangling, .warning, "archive.dangling-link", one: "is a link to nothing",
                several: "are links to nothing",
                explanation: "Nothing is there in the archive, so that it cannot be opened on Lambda.",
                hints: ["put what it points to into the archive, or leave the link out"])
            + Diagnostic.about(
                provided, .note, "archive.link-to-runtime", one: "is a link to what is not in the archive",
                several: "are links to what is not in the archive",
                explanation: "It works if \(runtime), a layer or the function itself has the file there.")
            + Diagnostic.about(
                unknown, .warning, "archive.links-not-followed", one: "is a link that was not followed to its end",
                several: "are links that were not followed to their ends",
                explanation: "The links of the archive take too many steps.")
    }

    /// Modes that are missing, that keep Lambda's user out, and that let everybody in.
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
                "archive.no-modes", "the archive does not say that 'bootstrap' may be executed",
                explanation: "It has no Unix modes, as zip files that are made on Windows. Lambda takes the mode from "
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
            // The program itself needs to be executable alone.
            case .file: return permissions & 0o004 == 0 && entry.path != LambdaPaths.bootstrap
            case .directory: return permissions & 0o001 == 0
            case .link, .other: return false
            }
        }
        guard let first = closed.first else { return [] }
        return Diagnostic.about(
            closed.map(\.path), .error, "archive.unreadable", one: "cannot be opened by Lambda's user",
            several: "cannot be opened by Lambda's user",
            explanation:
                "\(closed.count == 1 ? "Its" : "The first one's") mode is \(Self.octal(first.permissions)). Lambda "
                + "runs the function as a user that owns none of its files: it needs 'r' for others on files, and 'x' "
                + "on directories.",
            hints: ["chmod -R o+rX . and zip it again", "package it with swiftlambda, which writes 0644 and 0755 only"])
    }

    private func worldWritable() -> [Diagnostic] {
        let open = entries.filter { entry in
            if case .link = entry.kind { return false }
            return (entry.permissions ?? 0) & 0o002 != 0
        }
        guard let first = open.first else { return [] }
        return Diagnostic.about(
            open.map(\.path), .warning, "archive.world-writable", one: "may be written by anybody",
            several: "may be written by anybody",
            explanation:
                "\(open.count == 1 ? "Its" : "The first one's") mode is \(Self.octal(first.permissions)). Lambda's "
                + "task directory is read-only, but wherever else the archive is unzipped the mode comes back.",
            hints: ["package it with swiftlambda, which writes 0644 and 0755 only"])
    }

    private static func octal(_ permissions: UInt16?) -> String {
        "0" + String((permissions ?? 0) & 0o7777, radix: 8)
    }
}
