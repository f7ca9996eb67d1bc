extension LambdaFunction {
    /// Settings of network, file system, role and log group that AWS would refuse.
    var placementViolations: [Violation] {
        networkViolations + fileSystemViolations + roleViolations + logGroupViolations
    }

    private var networkViolations: [Violation] {
        guard let network = surroundings.network else { return [] }
        return [
            ("subnets", network.subnets.count, LambdaLimits.subnets),
            ("securityGroups", network.securityGroups.count, LambdaLimits.securityGroups),
        ].compactMap { key, count, limit in
            guard let count, count > limit else { return nil }
            return Violation(
                ["vpc", key], "function.out-of-range",
                "vpc.\(key) has \(count) elements; Lambda allows at most \(limit)")
        }
    }

    private var fileSystemViolations: [Violation] {
        guard let fileSystem = surroundings.fileSystem else { return [] }
        var found: [Violation] = []
        if surroundings.network == nil {
            found.append(
                Self.needs(
                    ["fileSystem"], "vpc", because: "A file system is reached through its mount targets in a VPC.",
                    write: "vpc: { subnets: […], securityGroups: […] }"))
        }
        if !LambdaLimits.isMountPath(fileSystem.path) {
            found.append(
                Violation(
                    ["fileSystem", "path"], "function.invalid-mount-path",
                    "'\(fileSystem.path.prefix(100))' is not a path at which Lambda mounts a file system",
                    explanation: "It is `/mnt/` and one name of letters, digits, '-', '_' and '.'.",
                    hints: ["write it like `path: /mnt/data`"]))
        }
        return found
    }

    private var roleViolations: [Violation] {
        guard let path = surroundings.role?.path, !LambdaLimits.isRolePath(path) else { return [] }
        return [
            Violation(
                ["role", "path"], "function.invalid-role-path", "'\(path.prefix(100))' is not a valid path of a role",
                explanation: "A path begins and ends with '/' and has at most 512 visible ASCII characters.",
                hints: ["write it like `path: /orders/`"])
        ]
    }

    private var logGroupViolations: [Violation] {
        guard let group = surroundings.logGroup else { return [] }
        var found: [Violation] = []
        if let name = group.existing {
            if !LambdaLimits.isLogGroup(name) {
                found.append(
                    Violation(
                        ["logs", "group"], "function.invalid-log-group",
                        "'\(name.prefix(100))' is not a valid name for a log group",
                        explanation: "A name has 1 to 512 letters, digits and any of '_-/.#'."))
            }
            let others: [(String, Bool)] = [
                ("logs.class", group.logClass != nil), ("logs.keep", group.keep == true),
                ("logs.subscription", group.subscription != nil), ("kms.logs", surroundings.encryption?.logs != nil),
            ]
            found += others.filter(\.1).map { key, _ in
                Self.conflict(
                    key, "logs.group",
                    because: "The group exists already, and swiftlambda does not change it. Set this where the group "
                        + "is made.")
            }
        }
        if group.logClass == .infrequent, group.subscription != nil {
            found.append(
                Self.conflict(
                    "logs.subscription", "logs.class",
                    because: "CloudWatch Logs has no subscriptions for groups of the class `infrequent`."))
        }
        return found
    }

    private static func conflict(_ key: String, _ other: String, because explanation: String) -> Violation {
        Violation(
            key.split(separator: ".").map(String.init), "function.conflicting-settings",
            "`\(key)` and `\(other)` exclude each other", explanation: explanation, hints: ["remove one of them"])
    }
}

extension LambdaLimits {
    /// The most subnets of a function.
    package static let subnets = 16
    /// The most security groups of a function.
    package static let securityGroups = 5

    /// Whether Lambda mounts a file system at a path.
    static func isMountPath(_ text: String) -> Bool {
        let prefix = "/mnt/"
        return text.hasPrefix(prefix) && (prefix.utf8.count + 1...160).contains(text.utf8.count)
            && LambdaFunction.isName(String(text.dropFirst(prefix.count)).replacing(".", with: "-"))
    }

    static func isRolePath(_ text: String) -> Bool {
        text.hasPrefix("/") && text.hasSuffix("/") && text.utf8.count <= 512
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    static func isLogGroup(_ text: String) -> Bool {
        let marks = Set("/.#".utf8)
        return text.utf8.count <= 512
            && LambdaFunction.isName(String(decoding: text.utf8.map { marks.contains($0) ? 0x2D : $0 }, as: UTF8.self))
    }
}
