import JSON

/// What one role may do before and after a plan.
struct PermissionComparison {
    /// Which role; `nil` for the function's own.
    let role: String?
    private var before = PolicyGrants()
    private var after = PolicyGrants()
    private var others: [PermissionChange] = []

    init(role: String?) {
        self.role = role
    }

    /// Adds a resource of type `aws_iam_role_policy`.
    mutating func add(policy resource: PlannedResource) {
        let name = resource.text("name") ?? resource.name
        guard let documents = documents(of: resource, "policy", name: name) else { return }
        before.formUnion(documents.before)
        after.formUnion(documents.after)
    }

    /// Adds a resource of type `aws_iam_role_policy_attachment`.
    mutating func add(attachment resource: PlannedResource) {
        let (former, planned) = (resource.before("policy_arn"), resource.after("policy_arn"))
        guard former != planned else { return }
        if former != .none {
            others.append(PermissionChange(kind: .detached, role: role, resource: former.text()))
        }
        if planned != .none {
            others.append(PermissionChange(kind: .attached, role: role, resource: planned.text()))
        }
    }

    /// Adds the role itself.
    mutating func add(role resource: PlannedResource) {
        if resource.changes(at: ["permissions_boundary"]) {
            others.append(
                PermissionChange(kind: .boundary, role: role, resource: resource.after("permissions_boundary").text()))
        }
        guard resource.action != .delete,
            let documents = documents(of: resource, "assume_role_policy", name: "who may assume it")
        else { return }
        let isNew = resource.action == .create
        let gained = documents.after.grants.subtracting(documents.before.grants)
        let lost = documents.before.grants.subtracting(documents.after.grants)
        for (grants, kind) in [(gained, PermissionChange.Kind.trusted), (lost, .notTrusted)] {
            for grant in grants {
                // That AWS's own services use a new role is what it is for.
                if isNew, grant.principal?.hasSuffix(".amazonaws.com") == true { continue }
                others.append(
                    PermissionChange(
                        kind: grant.isDeny ? (kind == .trusted ? .notTrusted : .trusted) : kind, role: role,
                        principal: grant.principal, condition: grant.condition))
            }
        }
    }

    /// The changes, first those that allow something.
    var changes: [PermissionChange] {
        let gained = Self.grouped(after.grants.subtracting(before.grants), role: role, .allowed, .denied)
        let lost = Self.grouped(before.grants.subtracting(after.grants), role: role, .notAllowed, .notDenied)
        let all = gained + lost + others.sorted { $0.words < $1.words }
        return all.filter(\.widens) + all.filter { !$0.widens }
    }

    private mutating func documents(
        of resource: PlannedResource, _ attribute: String, name: String
    ) -> (before: PolicyGrants, after: PolicyGrants)? {
        let (former, planned) = (resource.before(attribute), resource.after(attribute))
        if planned == .unknown {
            others.append(PermissionChange(kind: .unknown, role: role, resource: name))
            return nil
        }
        guard former != planned else {
            guard let same = Self.grants(of: planned) else { return nil }
            return (same, same)
        }
        guard let before = Self.grants(of: former), let after = Self.grants(of: planned) else {
            others.append(PermissionChange(kind: .unreadable, role: role, resource: name))
            return nil
        }
        return (before, after)
    }

    private static func grants(of value: PlannedValue) -> PolicyGrants? {
        switch value {
        case .none: PolicyGrants()
        case .known(let value): value.string.flatMap { PolicyGrants($0) }
        case .sensitive, .unknown: nil
        }
    }

    /// One change for each resource, with all actions on it.
    private static func grouped(
        _ grants: Set<PolicyGrants.Grant>, role: String?, _ allowing: PermissionChange.Kind,
        _ denying: PermissionChange.Kind
    ) -> [PermissionChange] {
        var changes: [PermissionChange] = []
        for grant in grants.sorted(by: { $0.action < $1.action }) {
            let change = PermissionChange(
                kind: grant.isDeny ? denying : allowing, role: role, resource: grant.resource,
                principal: grant.principal, condition: grant.condition)
            let index = changes.firstIndex { other in
                var other = other
                other.actions = []
                return other == change
            }
            if let index {
                changes[index].actions.append(grant.action)
            } else {
                changes.append(change)
                changes[changes.count - 1].actions = [grant.action]
            }
        }
        return changes.sorted { ($0.kind.rawValue, $0.words) < ($1.kind.rawValue, $1.words) }
    }
}
