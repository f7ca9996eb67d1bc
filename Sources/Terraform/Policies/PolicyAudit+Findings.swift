import Model

extension PolicyAudit.Finding {
    static func admin(at location: Diagnostic.Location?) -> Self {
        warning(
            "policy.admin", .admin, "the statement allows every action on every resource",
            explanation:
                "Anyone who can make the function call AWS, through its code, a library or an event, controls "
                + "the whole account.",
            location: location,
            hints: ["list the actions that the function calls under `actions:`, and their ARNs under `resources:`"])
    }

    static func serviceWildcard(_ action: String, examples: [String], at location: Diagnostic.Location?) -> Self {
        let such = examples.isEmpty ? "" : ", such as " + examples.joined(separator: ", ")
        return warning(
            "policy.service-wildcard", .serviceWildcard,
            "'\(action)' allows every action of "
                + (action.contains(":") ? "the service" : "every service"),
            explanation: "That includes the actions that delete, that share with other accounts, and those that AWS "
                + "adds later.",
            location: location, hints: ["list the actions that the function calls\(such)"])
    }

    static func wildcardResource(
        actions: [String], resource: String, example: String, source: String, at location: Diagnostic.Location?
    ) -> Self {
        let shown = actions.prefix(3).joined(separator: ", ")
        let more = actions.count > 3 ? " and \(actions.count - 3) more" : ""
        return warning(
            "policy.wildcard-resource", .wildcardResource, "'\(resource)' allows \(shown)\(more) on every resource",
            explanation: "These actions can be limited to single resources (\(source)).",
            location: location, hints: ["name the resources, such as \(example)"])
    }

    static func passRole(at location: Diagnostic.Location?) -> Self {
        warning(
            "policy.pass-role", .passRole, "iam:PassRole has no condition on the service that gets the role",
            explanation: "The function could give the role to any service, and so do everything that the role may do.",
            location: location,
            hints: [
                "add the service: conditions: { StringEquals: { \"iam:PassedToService\": [states.amazonaws.com] } }"
            ])
    }

    static func otherRegion(
        _ arn: String, is name: String, regions: [Region], at location: Diagnostic.Location?
    ) -> Self {
        let known = regions.map(\.name)
        let fix =
            nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
            ?? "write a region of the function: \(known.joined(separator: ", "))"
        return warning(
            "policy.other-region", .otherRegion, "'\(arn)' is in '\(name)', where the function never runs",
            explanation: "The statement has an effect only if the function calls the service in that region; the "
                + "configuration is for \(known.joined(separator: ", ")).",
            location: location, hints: [fix])
    }

    static func otherPartition(
        _ arn: String, is name: String, wanted: Partition, at location: Diagnostic.Location?
    ) -> Self {
        let rest = arn.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        return Self(
            severity: .error, identifier: "policy.other-partition",
            summary: "'\(arn)' is in the partition '\(name)', and the regions are in '\(wanted.rawValue)'",
            explanation: "A role works in its own partition only, so the statement could never have an effect.",
            location: location, hints: ["write arn:\(wanted.rawValue):\(rest)"])
    }

    static func unusedAccept(_ kind: PolicyFinding, at location: Diagnostic.Location?) -> Self {
        Self(
            severity: .warning, identifier: "policy.unused-accept",
            summary: "the statement accepts '\(kind.rawValue)', which is not found in it",
            explanation: "It would hide the finding if the statement changes.", location: location,
            hints: ["remove '\(kind.rawValue)' from `accept:`"])
    }

    private static func warning(
        _ identifier: String, _ finding: PolicyFinding, _ summary: String, explanation: String,
        location: Diagnostic.Location?, hints: [String]
    ) -> Self {
        Self(
            kind: finding, severity: .warning, identifier: identifier, summary: summary, explanation: explanation,
            location: location,
            hints: hints + [
                "or accept it for this statement, with the reason in a comment: accept: [\(finding.rawValue)]"
            ])
    }
}
