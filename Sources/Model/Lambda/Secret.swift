/// Detects secrets in values.
package enum Secret {
    /// The kind of secret that a variable looks like.
    ///
    /// - Parameters:
    ///   - name: the variable's name.
    ///   - value: its value.
    /// - Returns: the kind with its article, such as `a private key`; `nil` if it does not look like one.
    package static func kind(ofVariable name: String, value: String) -> String? {
        kind(of: value) ?? kind(ofName: name, value: value)
    }

    /// Prefixes that make issuers' secrets recognisable, with the minimum number of characters that follow.
    private static let beginnings: [(text: String, following: Int, kind: String)] = [
        ("AKIA", 16, "an AWS access key"), ("ASIA", 16, "an AWS access key"),
        ("ghp_", 30, "a GitHub token"), ("gho_", 30, "a GitHub token"), ("ghs_", 30, "a GitHub token"),
        ("ghu_", 30, "a GitHub token"), ("ghr_", 30, "a GitHub token"), ("github_pat_", 30, "a GitHub token"),
        ("glpat-", 20, "a GitLab token"), ("xoxb-", 10, "a Slack token"), ("xoxp-", 10, "a Slack token"),
        ("xapp-", 10, "a Slack token"), ("sk_live_", 16, "a Stripe key"), ("rk_live_", 16, "a Stripe key"),
        ("AIza", 35, "a Google API key"), ("sk-ant-", 20, "an API key"), ("sk-proj-", 20, "an API key"),
        ("SG.", 40, "a SendGrid key"), ("npm_", 36, "an npm token"),
    ]

    private static func kind(of value: String) -> String? {
        if value.contains("-----BEGIN "), value.contains("PRIVATE KEY-----") { return "a private key" }
        for beginning in beginnings where value.hasPrefix(beginning.text) {
            let rest = value.utf8.dropFirst(beginning.text.utf8.count)
            if rest.count >= beginning.following, rest.allSatisfy(isTokenByte) { return beginning.kind }
        }
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 3, parts[0].hasPrefix("eyJ"), parts[1].hasPrefix("eyJ"),
            value.utf8.allSatisfy({ isTokenByte($0) })
        {
            return "a signed token"
        }
        return hasPasswordInURL(value) ? "a URL with a password" : nil
    }

    /// `scheme://user:password@host`.
    private static func hasPasswordInURL(_ value: String) -> Bool {
        guard let scheme = value.firstRange(of: "://"), scheme.lowerBound > value.startIndex else { return false }
        let authority = value[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
            return false
        }
        return isSecretText(String(authority[authority.index(after: colon)..<at]))
    }

    private static let nameEnds = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY",
        "SECRET_KEY", "ENCRYPTION_KEY", "SIGNING_KEY",
    ]

    private static func kind(ofName name: String, value: String) -> String? {
        let name = name.uppercased()
        guard let end = nameEnds.first(where: { name == $0 || name.hasSuffix("_" + $0) }), isSecretText(value) else {
            return nil
        }
        return switch end {
        case "PASSWORD", "PASSWD", "PASSPHRASE": "a password"
        case "TOKEN": "a token"
        case "SECRET": "a secret"
        default: "a key"
        }
    }

    /// Whether a text may be a secret, and not a name or location of one, a switch or a number.
    private static func isSecretText(_ value: String) -> Bool {
        guard value.count >= 4, Int(value) == nil || value.count >= 12 else { return false }
        let isPlace = ["arn:", "/", "{{", "${", "$(", "<", "ssm:", "secretsmanager:", "http://", "https://"]
            .contains(where: value.hasPrefix)
        return !isPlace && !["true", "false", "none", "null"].contains(value.lowercased())
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
