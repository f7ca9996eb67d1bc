package import Model

/// The addresses of what a deployment may destroy.
package struct DestroyApproval: Sendable, Hashable {
    /// The addresses, as `--allow-destroy` gives them.
    package var allowed: [String]

    /// Creates an approval.
    package init(allowed: [String] = []) {
        self.allowed = allowed
    }

    /// Whether an address is allowed: it is one of them, or is in a module that is one of them.
    ///
    /// A resource with several instances is not allowed by its address without the index.
    package func allows(_ address: String) -> Bool {
        allowed.contains { allowed in
            allowed == address || (Self.isModule(allowed) && address.hasPrefix(allowed + "."))
        }
    }

    /// Checks a plan.
    ///
    /// - Throws: what would be destroyed and is not allowed.
    package func check(_ summary: PlanSummary) throws(DestroyNotAllowed) {
        let missing = summary.destroys.filter { $0.needsApproval && !allows($0.address) }
        guard missing.isEmpty else { throw DestroyNotAllowed(destroys: missing) }
    }

    /// Warnings about addresses that the plan does not destroy.
    package func warnings(_ summary: PlanSummary) -> [Diagnostic] {
        let addresses = summary.destroys.map(\.address)
        return allowed.filter { allowed in
            !addresses.contains { DestroyApproval(allowed: [allowed]).allows($0) }
        }.map { allowed in
            let near = nearestName(to: allowed, among: addresses)
            return .warning(
                "deploy.unused-approval", "--allow-destroy names '\(allowed)', which the plan does not destroy",
                hints: near.map { ["did you mean \(Self.flag($0))?"] } ?? [])
        }
    }

    /// The option that allows an address, for a shell.
    static func flag(_ address: String) -> String { "--allow-destroy \(shellQuoted(address))" }

    /// Whether an address ends in a module: `module.NAME`, with or without an index, after others of the kind.
    private static func isModule(_ address: String) -> Bool {
        var rest = address[...]
        while let match = rest.prefixMatch(of: #/module\.[\p{L}_][\p{L}\p{N}_-]*(\[[^\]]+\])?/#) {
            rest = rest[match.range.upperBound...]
            if rest.isEmpty { return true }
            guard rest.first == "." else { return false }
            rest = rest.dropFirst()
        }
        return false
    }
}

/// A plan destroys what was not allowed.
package struct DestroyNotAllowed: DiagnosedError, Hashable {
    /// What it destroys.
    package var destroys: [PlannedDestroy]

    /// Creates the error.
    package init(destroys: [PlannedDestroy]) {
        self.destroys = destroys
    }

    /// One error with all addresses, and the options that allow them.
    package var diagnostics: [Diagnostic] {
        let flags = destroys.map { DestroyApproval.flag($0.address) }.joined(separator: " ")
        var hints = ["if that is what you want, add: \(flags)"]
        if destroys.contains(where: { $0.losses.contains(.logs) }) {
            hints.append("to keep the logs, first deploy the function with `logs: { keep: true }`")
        }
        if destroys.contains(where: { $0.losses.contains(.versions) && !$0.isReplaced }) {
            hints.append("if a function was renamed, write `renamed_from:` with its former name")
        }
        return [
            .error(
                "deploy.destroys-not-allowed",
                destroys.count == 1
                    ? "the plan destroys \(destroys[0].address)" : "the plan destroys \(destroys.count) resources",
                explanation: destroys.map(\.words).joined(separator: "\n") + "\nNothing was applied.", hints: hints)
        ]
    }

    /// The plan was made, and not accepted.
    package var exitStatus: ExitStatus { .unsatisfied }
}
