package import Model

/// A deployment that cannot go on.
package enum DeploymentError: DiagnosedError, Hashable {
    /// Functions without an alias cannot share calls between versions.
    case canaryWithoutAlias([String])
    /// The bucket has other bytes under the name of an archive.
    case otherObject(function: String, bucket: String, key: String)
    /// The archive is not in the bucket from which it has to come.
    case archiveMissing(function: String, bucket: String, key: String, command: String)
    /// The newest version of a function has other code than what was deployed.
    case otherVersion(function: String, version: String?)
    /// Somebody else moved an alias.
    case aliasMoved(function: String, stageOption: String, alias: RecordedFunction.Alias)
    /// A function failed its smoke event.
    case smoke(SmokeFailure)
    /// A canary cannot begin.
    case canaryRefused(reason: String)

    /// A version that did not answer its smoke event.
    package struct SmokeFailure: Sendable, Hashable {
        /// The function's own name.
        package var function: String
        /// The version; `nil` if the function has none, so that callers have it already.
        package var version: String?
        /// The alias that keeps its version; `nil` if the function has none.
        package var alias: String?
        /// `Handled` or `Unhandled`.
        package var kind: String
        /// The response, cut.
        package var response: String
        /// The last lines of the log.
        package var log: [String]
    }

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .canaryWithoutAlias(let functions):
            [
                .error(
                    "deploy.canary-needs-alias",
                    "a canary needs an alias, and \(functions.joined(separator: ", ")) "
                        + (functions.count == 1 ? "has none" : "have none"),
                    explanation: "Callers reach the newest code directly, so that they cannot be shared out.",
                    hints: ["write `alias: live` for the function", "or deploy without --canary"])
            ]
        case .otherObject(let function, let bucket, let key):
            [
                .error(
                    "deploy.other-object", "\(function): the bucket '\(bucket)' has other bytes in '\(key)'",
                    explanation: "The object is named by the digest of its bytes, and its bytes have another one.",
                    hints: ["find out who wrote it; then remove it, and deploy again"])
            ]
        case .archiveMissing(let function, let bucket, let key, let command):
            [
                .error(
                    "deploy.archive-missing", "\(function): its archive is not in the bucket",
                    explanation: "'\(bucket)' has no '\(key)'.", hints: ["build and deploy it: \(command)"])
            ]
        case .otherVersion(let function, let version):
            [
                .error(
                    "deploy.other-version",
                    "\(function): " + (version.map { "version \($0) has" } ?? "no version has")
                        + (version == nil ? " the code that was deployed" : " other code than what was deployed"),
                    explanation: "Somebody else changed the function meanwhile. The alias was not moved.",
                    hints: ["deploy again"])
            ]
        case .aliasMoved(let function, let stageOption, let alias):
            [
                .error(
                    "deploy.alias-moved", "\(function): somebody else moved the alias '\(alias.name)'",
                    explanation: "Now \(alias.words). This run leaves it there; its version is published.",
                    hints: [
                        "see the versions: swiftlambda versions \(function)\(stageOption)",
                        "to move it: swiftlambda deploy \(function)\(stageOption) --resume",
                    ])
            ]
        case .smoke(let failure): [failure.diagnostic]
        case .canaryRefused(let reason):
            [
                .error(
                    "deploy.canary-refused", "the canary did not begin: \(reason)",
                    explanation: "The new version is published and gets no calls.",
                    hints: ["wait until the alarm is over, or name another one, then deploy again"])
            ]
        }
    }

    /// What cannot be asked for is wrong usage; all else was tried and did not hold.
    package var exitStatus: ExitStatus {
        if case .canaryWithoutAlias = self { .usage } else { .unsatisfied }
    }
}

extension DeploymentError.SmokeFailure {
    var diagnostic: Diagnostic {
        let subject = function + (version.map { ": version \($0)" } ?? "")
        var lines = ["It answered: \(response)"]
        if !log.isEmpty { lines += ["Its log ends with:"] + log.map { "  " + $0 } }
        if let alias { lines.append("The alias '\(alias)' was not moved: callers get the version before.") }
        if version == nil { lines.append("The function has no versions, so that callers get this code already.") }
        return .error(
            "deploy.smoke-failed", "\(subject) failed its smoke event (\(kind))",
            explanation: lines.joined(separator: "\n"),
            hints: ["fix the cause, then deploy again; the same code is tried again"])
    }
}

/// A canary was taken back.
package struct CanaryTakenBack: DiagnosedError, Hashable {
    /// Why.
    package var reason: String
    /// The functions, whose aliases are as they were.
    package var functions: [String]
    /// The option that names the stage in a command.
    package var stageOption: String

    /// One error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "deploy.canary-taken-back", "the canary was taken back: \(reason)",
                explanation:
                    "All calls of \(functions.joined(separator: ", ")) go to the version before again. The new "
                    + "version stays published and gets no calls.",
                hints: [
                    "deploy the code that is mended",
                    "or give it all calls all the same: swiftlambda deploy\(stageOption) --resume",
                ])
        ]
    }

    /// It was tried and did not hold: status 1.
    package var exitStatus: ExitStatus { .unsatisfied }
}

/// A canary that a signal or an error ended: the alias stays as it is, and nothing gives the new version all calls by the way.
package struct CanaryStopped: DiagnosedError {
    /// Why.
    package var cause: any Error

    /// Those of the cause.
    package var diagnostics: [Diagnostic] {
        (cause as? any DiagnosedError)?.diagnostics ?? [.error("interrupted", "interrupted")]
    }

    /// That of the cause.
    package var exitStatus: ExitStatus { (cause as? any DiagnosedError)?.exitStatus ?? .interrupted }
}
