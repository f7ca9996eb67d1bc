import Model

/// The checks on names, modes and sizes, which need no look into the files.
struct TreeAudit {
    let entries: [AuditedEntry]

    func findings() -> [Diagnostic] {
        traversals() + duplicates() + worldWritable() + secrets() + unsupportedKinds() + unzippedSize()
    }

    private func traversals() -> [Diagnostic] {
        var found: [Diagnostic] = []
        for entry in entries {
            if Self.leavesRoot(entry.path) {
                found.append(
                    .error(
                        "archive.path-traversal", "'\(entry.path)' would be written outside the task directory",
                        explanation: "An entry's path must be relative and without '..', or unzipping it elsewhere "
                            + "overwrites files that are not the function's."))
            }
            if case .link(let target) = entry.kind, Self.leavesRoot(target, from: entry.path) {
                found.append(
                    .error(
                        "archive.link-outside", "the link '\(entry.path)' points out of the archive, to '\(target)'",
                        explanation: "On Lambda it would point at something else, or at nothing."))
            }
        }
        return found
    }

    /// Whether a path, taken from the directory of another, climbs above the root at any point or is absolute.
    static func leavesRoot(_ path: String, from link: String? = nil) -> Bool {
        guard !path.hasPrefix("/"), !path.contains("..\\") else { return true }
        var depth = link.map { $0.split(separator: "/").count - 1 } ?? 0
        for component in path.split(separator: "/") {
            switch component {
            case ".": break
            case "..":
                depth -= 1
                if depth < 0 { return true }
                // A path that is only written to may not climb at all; a link may, inside the tree.
                if link == nil { return true }
            default: depth += 1
            }
        }
        return false
    }

    private func duplicates() -> [Diagnostic] {
        var spellings: [String: [String]] = [:]
        for entry in entries {
            let path = entry.path.hasSuffix("/") ? String(entry.path.dropLast()) : entry.path
            spellings[path.lowercased(), default: []].append(path)
        }
        return spellings.sorted { $0.key < $1.key }.flatMap { _, paths -> [Diagnostic] in
            guard paths.count > 1 else { return [] }
            let distinct = Set(paths).sorted()
            var found: [Diagnostic] = []
            for path in distinct {
                let count = paths.count { $0 == path }
                guard count > 1 else { continue }
                found.append(
                    .error(
                        "archive.duplicate", "'\(path)' is in the archive \(count) times",
                        explanation: "Which one the function gets depends on the program that unzips it."))
            }
            if distinct.count > 1 {
                found.append(
                    .warning(
                        "archive.case-clash",
                        "these differ only in case: " + distinct.map { "'\($0)'" }.joined(separator: ", "),
                        explanation: "Lambda tells them apart; macOS and Windows do not, so that the archive "
                            + "cannot be unzipped there as it is."))
            }
            return found
        }
    }

    private func worldWritable() -> [Diagnostic] {
        entries.compactMap { entry in
            if case .link = entry.kind { return nil }
            guard let permissions = entry.permissions, permissions & 0o002 != 0 else { return nil }
            return .warning(
                "archive.world-writable", "'\(entry.path)' may be written by anybody",
                explanation: "Its mode is 0\(String(permissions & 0o7777, radix: 8)). Lambda's task directory is "
                    + "read-only, but wherever else the archive is unzipped the mode comes back.",
                hints: ["package it with swiftlambda, which writes 0644 and 0755 only"])
        }
    }

    private func secrets() -> [Diagnostic] {
        var reported: Set<String> = []
        return entries.compactMap { entry in
            guard let (what, path) = Self.secret(in: entry.path), reported.insert(path).inserted else { return nil }
            return .warning(
                "archive.secret", "'\(path)' looks like \(what)",
                explanation: "Everybody who may read the function's code can download it.",
                hints: ["leave it out of the resources or of include, and keep secrets in Secrets Manager or SSM"])
        }
    }

    /// What kind of secret a path looks like, and the part of the path that gives it away.
    private static func secret(in path: String) -> (what: String, path: String)? {
        let components = path.split(separator: "/").map(String.init)
        for (index, component) in components.enumerated() {
            let upToHere = components[...index].joined(separator: "/")
            let name = component.lowercased()
            let isLast = index == components.count - 1
            let parent = index > 0 ? components[index - 1].lowercased() : ""
            switch name {
            case ".git": return ("a git repository with its whole history", upToHere)
            case ".ssh": return ("a directory of SSH keys", upToHere)
            case ".env" where isLast, _ where isLast && name.hasPrefix(".env."):
                return ("a file of environment variables", upToHere)
            case "credentials" where isLast && parent == ".aws": return ("a file of AWS credentials", upToHere)
            case ".netrc" where isLast, ".npmrc" where isLast: return ("a file of passwords", upToHere)
            case "id_rsa" where isLast, "id_ed25519" where isLast, "id_ecdsa" where isLast:
                return ("an SSH key", upToHere)
            case _ where isLast && [".pem", ".p12", ".pfx", ".key"].contains(where: name.hasSuffix):
                return ("a private key or certificate", upToHere)
            default: break
            }
        }
        return nil
    }

    private func unsupportedKinds() -> [Diagnostic] {
        entries.compactMap { entry in
            guard entry.kind == .other else { return nil }
            return .error(
                "archive.unsupported-kind", "'\(entry.path)' is neither a file, a directory nor a symbolic link",
                explanation: "Lambda does not unzip sockets, pipes and devices.")
        }
    }

    private func unzippedSize() -> [Diagnostic] {
        let total = entries.reduce(Int64(0)) { sum, entry in
            sum.addingReportingOverflow(entry.sizeBytes).overflow ? .max : sum + entry.sizeBytes
        }
        guard total > Int64(LambdaLimits.unzippedBytes) else { return [] }
        return [
            .error(
                "archive.too-large-unzipped",
                "the archive unzips to \(total) bytes; Lambda takes \(LambdaLimits.unzippedBytes) with all layers",
                explanation: "Lambda refuses the function, from S3 as well.",
                hints: [
                    "run 'swiftlambda inspect' on the archive to see where the bytes go",
                    "strip the binary (leave --no-strip out), and leave large files to S3 or a container image",
                ])
        ]
    }

    /// The finding for an archive too large to be uploaded directly.
    static func zippedSize(_ bytes: Int64) -> [Diagnostic] {
        guard bytes > Int64(LambdaLimits.zippedBytes) else { return [] }
        return [
            .warning(
                "archive.too-large-for-upload",
                "the archive has \(bytes) bytes; a direct upload takes \(LambdaLimits.zippedBytes)",
                explanation: "Lambda takes it from S3: upload it to a bucket, and give s3_bucket and s3_key "
                    + "instead of filename.",
                hints: ["aws s3 cp function.zip s3://BUCKET/"])
        ]
    }
}
