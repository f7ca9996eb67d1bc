import Model

/// Judges the statements that users write for their functions.
struct PolicyAudit {
    /// The regions of the functions, all of one partition; empty if none is known.
    let regions: [Region]
    var table = ActionTable.bundled

    /// One fault, without the function that has it.
    struct Finding: Hashable {
        /// The name by which a user accepts it; `nil` if nobody can.
        var kind: PolicyFinding?
        var severity: Diagnostic.Severity
        var identifier: String
        /// What is wrong; a function's name goes before it.
        var summary: String
        var explanation: String
        var location: Diagnostic.Location?
        var hints: [String]
    }

    /// The findings of some functions, each once with the functions that have it.
    func diagnostics(for functions: [LambdaFunction]) -> [Diagnostic] {
        var order: [Finding] = []
        var owners: [Finding: [String]] = [:]
        for function in functions {
            for finding in findings(of: function) {
                if owners[finding] == nil { order.append(finding) }
                if owners[finding]?.last != function.name { owners[finding, default: []].append(function.name) }
            }
        }
        return order.map { finding in
            Diagnostic(
                finding.severity, finding.identifier, "\(Self.names(owners[finding] ?? [])): \(finding.summary)",
                explanation: finding.explanation, location: finding.location, hints: finding.hints)
        }
    }

    private static func names(_ functions: [String]) -> String {
        let shown = functions.prefix(3).joined(separator: ", ")
        return functions.count > 3 ? "\(shown) and \(functions.count - 3) more" : shown
    }

    private func findings(of function: LambdaFunction) -> [Finding] {
        function.policies.flatMap { statement in
            let found = (statement.effect == .allow ? reach(of: statement) : []) + places(of: statement)
            let kinds = Set(found.compactMap(\.kind))
            // The regions may be those of a flag, so that a finding is there in other runs.
            let unused = statement.accepted.subtracting(kinds).subtracting([.otherRegion])
            return found.filter { finding in finding.kind.map { !statement.accepted.contains($0) } ?? true }
                + unused.sorted { $0.rawValue < $1.rawValue }.map { .unusedAccept($0, at: statement.places.statement) }
        }
    }

    /// What the statement allows beyond what a function needs.
    private func reach(of statement: PolicyStatement) -> [Finding] {
        if statement.actions.contains(where: Self.isEveryAction),
            let index = statement.resources.firstIndex(where: { Self.isEveryResource($0.pattern ?? "") })
        {
            return [.admin(at: statement.place(ofResource: index))]
        }
        var found: [Finding] = []
        for (index, action) in statement.actions.enumerated() {
            let place = statement.place(ofAction: index)
            if Self.isEveryAction(action) || Self.isEveryActionOfService(action) {
                let examples = table.services[Self.service(of: action)]?.examples ?? []
                found.append(.serviceWildcard(action, examples: examples, at: place))
            } else if Self.isPassRole(action), !statement.limitsPassedRoles {
                found.append(.passRole(at: place))
            }
        }
        return found + wildcardResources(of: statement)
    }

    private func wildcardResources(of statement: PolicyStatement) -> [Finding] {
        guard let index = statement.resources.firstIndex(where: { Self.isEveryResource($0.pattern ?? "") }),
            !statement.limitsResourcesByTag
        else { return [] }
        let limitable = statement.actions.filter { table.serviceWithResources(ofAction: $0) != nil }
        guard let first = limitable.first, let service = table.serviceWithResources(ofAction: first) else { return [] }
        return [
            .wildcardResource(
                actions: limitable, resource: statement.resources[index].pattern ?? "",
                example: service.example(in: regions.first),
                source: table.source, at: statement.place(ofResource: index))
        ]
    }

    /// Resources that are not where the functions are.
    private func places(of statement: PolicyStatement) -> [Finding] {
        guard let partition = regions.first?.partition else { return [] }
        return statement.resources.enumerated().compactMap { index, resource in
            guard let arn = resource.pattern else { return nil }
            let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6 else { return nil }
            let place = statement.place(ofResource: index)
            if !PolicyPattern(parts[1]).matches(partition.rawValue) {
                return .otherPartition(arn, is: String(parts[1]), wanted: partition, at: place)
            }
            let region = parts[3]
            guard statement.effect == .allow, !region.isEmpty,
                !regions.contains(where: { PolicyPattern(region).matches($0.name) })
            else { return nil }
            return .otherRegion(arn, is: String(region), regions: regions, at: place)
        }
    }

    private static func service(of action: String) -> String {
        action.lowercased().split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
    }

    private static func isEveryAction(_ action: String) -> Bool {
        let parts = action.split(separator: ":", maxSplits: 1)
        return !parts.isEmpty && parts.allSatisfy { PolicyPattern($0).matchesEverything }
    }

    private static func isEveryActionOfService(_ action: String) -> Bool {
        action.split(separator: ":", maxSplits: 1).dropFirst().contains { PolicyPattern($0).matchesEverything }
    }

    private static func isPassRole(_ action: String) -> Bool {
        let action = action.lowercased()
        return action.hasPrefix("iam:") && PolicyPattern(action).matches("iam:passrole")
    }

    /// Whether a resource is `*`, or an ARN whose last part is `*` or `*/*`: every bucket, every queue of an account.
    private static func isEveryResource(_ arn: String) -> Bool {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 || parts.count == 1, let last = parts.last else { return false }
        return PolicyPattern(last.filter { $0 != "/" }).matchesEverything
    }
}

extension PolicyStatement {
    fileprivate func place(ofAction index: Int) -> Diagnostic.Location? {
        places.actions.indices.contains(index) ? places.actions[index] : places.statement
    }

    fileprivate func place(ofResource index: Int) -> Diagnostic.Location? {
        places.resources.indices.contains(index) ? places.resources[index] : places.statement
    }

    private var conditionKeys: [String] { conditions.values.flatMap { $0.keys.map { $0.lowercased() } } }

    fileprivate var limitsPassedRoles: Bool {
        conditionKeys.contains { $0 == "iam:passedtoservice" || $0 == "iam:associatedresourcearn" }
    }

    fileprivate var limitsResourcesByTag: Bool { conditionKeys.contains { $0.contains(":resourcetag/") } }
}
