import Model
import SystemPackage

extension TerraformFailure {
    /// What we know about the cause; `nil` if Terraform's words have to do.
    var knownCause: Diagnostic? {
        switch cause {
        case .locked(let lock): locked(lock)
        case .notInitialized:
            .error(
                "terraform.not-initialized", "the configuration in '\(place.directory)' is not initialized",
                explanation: "\(program.title) needs `init` after a checkout, and whenever a provider, a module or the "
                    + "backend is added.",
                hints: [inDirectory("init")])
        case .backendChanged:
            .error(
                "terraform.backend-changed", "the backend of '\(place.directory)' changed since the last `init`",
                explanation: "Only you can know whether the state has to move to the new backend, or is there already.",
                hints: [
                    "to use the state that the new backend has: \(inDirectory("init -reconfigure"))",
                    "to copy the state from the old backend: \(inDirectory("init -migrate-state"))",
                ])
        case .expiredCredentials:
            .error(
                "terraform.credentials-expired", "the AWS credentials have expired",
                explanation: "\(command) for \(place.words) could not go on.",
                hints: ["with IAM Identity Center: aws sso login", "otherwise get new credentials, and run it again"])
        case .noCredentials:
            .error(
                "terraform.no-credentials", "AWS did not accept the credentials, or there are none",
                explanation: "\(command) for \(place.words) could not begin.",
                hints: ["aws sts get-caller-identity", "choose a profile with AWS_PROFILE"])
        case .wrongAccount(let account):
            .error(
                "terraform.wrong-account",
                "the AWS credentials belong to "
                    + (account.map { "the account \($0)" } ?? "an account") + ", which is not that of \(place.words)",
                explanation: "The configuration allows only the account that `account:` names in swiftlambda.yaml.",
                hints: ["choose other credentials, such as with AWS_PROFILE", "aws sts get-caller-identity"])
        case .denied(let denial):
            .error("terraform.denied", denial.summary, explanation: denial.explanation, hints: [denial.hint])
        case .stalePlan:
            .error(
                "terraform.stale-plan", "something else changed \(place.words) after the plan was made",
                explanation: "\(program.title) applies a plan only to the state that it was made for. "
                    + "Nothing was changed.",
                hints: ["run the same command again: it makes a new plan"])
        case .interrupted where progress.hasBegun: nil
        case .interrupted:
            .error(
                "terraform.interrupted", "\(command) was interrupted before it changed anything in \(place.words)")
        case .other: nil
        }
    }

    private func locked(_ lock: StateLock) -> Diagnostic {
        var hints = ["wait until the other run is done, then run the same command again"]
        if let id = lock.id {
            hints.append(
                "only if that run is dead and nobody else works on \(place.words): "
                    + inDirectory("force-unlock \(shellQuoted(id))"))
        }
        return .error(
            "terraform.state-locked", "the state of \(place.words) is locked by another run",
            explanation: [
                lock.sentence, lock.id.map { "The lock's ID is \($0)." } ?? "",
                "A lock that is removed while its holder still works damages the state.",
            ].filter { !$0.isEmpty }.joined(separator: " "),
            hints: hints)
    }

    /// How far the apply came, and how to go on.
    var incomplete: Diagnostic {
        let isInterrupted = cause == .interrupted
        var lines: [String] = []
        lines += Self.lines("Done", progress.done)
        lines += Self.lines("Failed", progress.failed)
        lines += Self.lines("Begun, with an unknown result", progress.unfinished)
        lines.append("\(program.title) has recorded what was done; the next run does only the rest.")
        if (progress.failed + progress.unfinished).contains(where: { $0.action == "create" }) {
            lines.append(
                "A resource whose creation failed may exist in part: the next plan may replace it, which has to be "
                    + "allowed like each destroy.")
        }
        return .error(
            isInterrupted ? "terraform.interrupted" : "terraform.apply-incomplete",
            "\(command) \(isInterrupted ? "was interrupted" : "failed") half way in \(place.words): "
                + "\(progress.done.filter { $0.action != "read" }.count) done, \(progress.failed.count) failed",
            explanation: lines.joined(separator: "\n"),
            hints: [
                isInterrupted
                    ? "run the same command again to go on"
                    : "fix the cause that \(program.title) reports, then run the same command again"
            ])
    }

    private static func lines(_ title: String, _ steps: [ResourceStep]) -> [String] {
        let changes = steps.filter { $0.action != "read" }
        guard !changes.isEmpty else { return [] }
        return ["\(title):"] + changes.map { "  \($0.address) (\($0.action))" }
    }

    /// A command that the user runs in the configuration's directory.
    private func inDirectory(_ arguments: String) -> String {
        let workspace = arguments.hasPrefix("force-unlock") ? place.workspace : nil
        let variable = workspace.map { "TF_WORKSPACE=\(shellQuoted($0)) " } ?? ""
        return "\(variable)\(program.rawValue) -chdir=\(shellQuoted(place.directory.string)) \(arguments)"
    }
}
