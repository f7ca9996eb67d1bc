package import Model

/// The version that a rollback gives all calls of an alias.
package struct RollbackChoice: Sendable, Hashable {
    /// The alias as it is now.
    package var alias: RecordedFunction.Alias
    /// The version that gets all calls.
    package var target: Int
    /// Whether a canary ends with it.
    package var endsCanary: Bool
    /// Whether a record says that the version has served before; if not, it was chosen by its number or by the user.
    package var isRecorded: Bool

    /// Chooses a version.
    ///
    /// Without `wanted`, it is the newest of those before the alias's own that have served: a second rollback goes back
    /// further, and not to what the first one left. Where no record says what has served, as in a project that was
    /// deployed by hand, it is the version before by number.
    ///
    /// - Parameters:
    ///   - alias: the alias as it is now.
    ///   - history: the function's versions.
    ///   - stage: the stage, if the project has any, for what is said.
    ///   - wanted: the version of `--to`.
    package init(
        alias: RecordedFunction.Alias, history: VersionHistory, stage: String?, wanted: Int?
    ) throws(RollbackRefusal) {
        func refusal(_ reason: RollbackRefusal.Reason) -> RollbackRefusal {
            RollbackRefusal(function: history.function, alias: alias.name, stage: stage, reason: reason)
        }
        let canaries = alias.canaries
        guard let current = Int(alias.version) else { throw refusal(.notOnVersion(alias.version)) }
        self.alias = alias
        endsCanary = !canaries.isEmpty
        if let wanted {
            guard let version = history.versions.first(where: { $0.number == wanted }) else {
                throw refusal(.unknownVersion(wanted, known: history.versions.map(\.number)))
            }
            guard wanted != current || endsCanary else { throw refusal(.alreadyThere(wanted)) }
            guard canaries.isEmpty || wanted == current || canaries.contains(String(wanted)) else {
                throw refusal(.canary(alias))
            }
            target = wanted
            isRecorded = version.hasServed
            return
        }
        guard canaries.isEmpty else { throw refusal(.canary(alias)) }
        let former = history.versions.filter { $0.number < current }
        guard let version = former.first(where: \.hasServed) ?? former.first else { throw refusal(.noFormerVersion) }
        target = version.number
        isRecorded = version.hasServed
    }
}

/// Why an alias is not rolled back.
package struct RollbackRefusal: DiagnosedError, Hashable {
    /// The reason.
    package enum Reason: Sendable, Hashable {
        /// No version is older than the one that serves.
        case noFormerVersion
        /// The function does not have the version.
        case unknownVersion(Int, known: [Int])
        /// The version has all calls already.
        case alreadyThere(Int)
        /// Two versions share the calls.
        case canary(RecordedFunction.Alias)
        /// The alias is not on a numbered version.
        case notOnVersion(String)
    }

    /// The function's own name.
    package var function: String
    /// The alias.
    package var alias: String
    /// The stage, if the project has any.
    package var stage: String?
    /// The reason.
    package var reason: Reason

    private func command(_ name: String, _ more: String = "") -> String {
        "swiftlambda \(name) \(function)" + (stage.map { " --stage \($0)" } ?? "") + more
    }

    /// The error.
    package var diagnostics: [Diagnostic] {
        switch reason {
        case .noFormerVersion:
            [
                .error(
                    "release.no-former-version", "\(function): no version is older than the one that serves",
                    hints: ["deploy a commit that worked", "list the versions: " + command("versions")])
            ]
        case .unknownVersion(let version, let known):
            [
                .error(
                    "release.unknown-version", "\(function) has no version \(version)",
                    explanation: known.isEmpty
                        ? "It has no versions." : "It has \(Self.list(known)). Lambda deletes none by itself.",
                    hints: ["list the versions: " + command("versions")])
            ]
        case .alreadyThere(let version):
            [
                .error(
                    "release.already-there", "\(function): the alias '\(alias)' is on version \(version) already",
                    hints: ["name another version with --to, or leave it out for the version before"])
            ]
        case .canary(let state):
            [
                .error(
                    "release.canary-in-progress", "\(function): a canary is in progress, \(state.words)",
                    explanation: "A rollback to the version before would skip the one that serves most calls.",
                    hints: ["end the canary: " + command("rollback", " --to \(state.version)")]
                        + state.canaries.map { "or go on with it: " + command("rollback", " --to \($0)") })
            ]
        case .notOnVersion(let version):
            [
                .error(
                    "release.alias-not-on-version", "\(function): the alias '\(alias)' is on \(version)",
                    explanation: "It has no number, so that there is no version before it.",
                    hints: ["move it to a version: " + command("deploy")])
            ]
        }
    }

    /// The work was not done: status 1; a version that does not exist is wrong usage.
    package var exitStatus: ExitStatus {
        if case .unknownVersion = reason { .usage } else { .unsatisfied }
    }

    private static func list(_ versions: [Int]) -> String {
        let shown = versions.prefix(10).map(String.init).joined(separator: ", ")
        return versions.count > 10 ? shown + " and \(versions.count - 10) older" : shown
    }
}
