import Model

/// One inline policy of a function's role.
struct RolePolicy: Hashable {
    /// Its name on the role.
    var name: String
    var document: PolicyDocument
    /// Whether it is the same for every function that has it, so that one JSON file is enough.
    var isShared = false
}

extension LambdaFunction {
    /// The inline policies of the function's role, in the order in which they are written.
    var rolePolicies: [RolePolicy] {
        var policies = [RolePolicy(name: "logs", document: .logs(of: self))]
        if insights != .disabled { policies.append(RolePolicy(name: "insights", document: .insights, isShared: true)) }
        if tracing == .active { policies.append(RolePolicy(name: "tracing", document: .tracing, isShared: true)) }
        if !references.parameters.isEmpty || !references.secrets.isEmpty {
            policies.append(RolePolicy(name: "references", document: .reading(references)))
        }
        if !self.policies.isEmpty {
            policies.append(RolePolicy(name: "permissions", document: .permissions(self.policies)))
        }
        let service = serviceStatements
        if !service.isEmpty {
            policies.append(RolePolicy(name: "service", document: PolicyDocument(statements: service)))
        }
        return policies
    }

    /// The characters of all inline policies of the function's role in the region with the longest name.
    func inlinePolicySize(in scope: ResourceScope) throws(TerraformError) -> Int {
        let candidates = scope.regions.isEmpty ? Region.all : scope.regions
        guard let region = candidates.max(by: { $0.name.count < $1.name.count }) else { return 0 }
        let place = ResourceScope(regions: [region], account: scope.account)
        var size = 0
        for policy in rolePolicies { size += try policy.document.size(in: place) }
        return size
    }
}
