import Model

/// Checks for files that should not be in an archive that others can download.
extension TreeAudit {
    /// One finding for each kind of secret that the paths look like.
    func secrets() -> [Diagnostic] {
        var found: [Secret: [String]] = [:]
        var reported: Set<String> = []
        for entry in entries {
            guard let (secret, path) = Self.secret(in: entry.path), reported.insert(path).inserted else { continue }
            found[secret, default: []].append(path)
        }
        return Secret.allCases.flatMap { secret in
            Diagnostic.about(
                found[secret] ?? [], .warning, "archive.secret", one: "looks like \(secret.rawValue)",
                several: "each look like \(secret.rawValue)",
                explanation: "Everybody who can read the function's code can download it.",
                hints: ["leave it out of the resources or of 'include', and keep secrets in Secrets Manager or SSM"])
        }
    }

    private enum Secret: String, CaseIterable {
        case repository = "a git repository, with its whole history"
        case keyDirectory = "a directory of SSH keys"
        case variables = "a file of environment variables"
        case credentials = "a file of AWS credentials"
        case passwords = "a file of passwords"
        case key = "an SSH key"
        case certificate = "a private key or certificate"
    }

    /// What kind of secret a path looks like, and the part of the path that shows it.
    private static func secret(in path: String) -> (secret: Secret, path: String)? {
        var parent: Substring = ""
        var start = path.startIndex
        while true {
            let end = path[start...].utf8.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
            let isLast = end == path.endIndex
            // Only a directory with a leading dot is a sign.
            if isLast || path.utf8[start] == UInt8(ascii: ".") {
                let name = path[start..<end].lowercased()
                if name == ".git" { return (.repository, String(path[..<end])) }
                if name == ".ssh" { return (.keyDirectory, String(path[..<end])) }
                if isLast { return secret(named: name, in: parent.lowercased()).map { ($0, path) } }
            }
            parent = path[start..<end]
            start = path.utf8.index(after: end)
        }
    }

    private static func secret(named name: String, in parent: String) -> Secret? {
        switch name {
        case ".env": .variables
        case _ where name.hasPrefix(".env."): .variables
        case "credentials" where parent == ".aws": .credentials
        case ".netrc", ".npmrc": .passwords
        case "id_rsa", "id_ed25519", "id_ecdsa": .key
        case _ where [".pem", ".p12", ".pfx", ".key"].contains(where: name.hasSuffix): .certificate
        default: nil
        }
    }
}
