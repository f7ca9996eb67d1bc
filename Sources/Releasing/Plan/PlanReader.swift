import JSON
import Terraform

/// Reads what `terraform show -json PLAN` prints.
package struct PlanReader: Sendable {
    /// The most bytes that are read.
    package static let largest = 64 << 20

    private let owners: FunctionResources
    private let module: String?

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - functions: the names of the project's functions; all other resources are the user's own.
    ///   - formerNames: the former names of functions, each with the function's present name.
    ///   - module: the address of the module that has the functions; `nil` for the root.
    package init(
        functions: some Sequence<String>, formerNames: [String: String] = [:], module: String? = nil
    ) {
        owners = FunctionResources(functions: functions, formerNames: formerNames)
        self.module = module
    }

    /// Reads a plan.
    package func read(_ json: [UInt8]) throws(PlanReadError) -> PlanSummary {
        guard json.count <= Self.largest else { throw .tooLarge(bytes: json.count) }
        let root: JSONValue
        do {
            root = try JSONValue(parsing: json)
        } catch {
            throw .notJSON("\(error.place(in: json)): expected \(error.expected)")
        }
        let version = root["format_version"]?.string ?? ""
        guard version.split(separator: ".").first == "1" else { throw .unknownFormat(version) }
        let resources = try Self.resources(root["resource_changes"])
        var summary = summary(of: resources)
        summary.foreignCode = resources.compactMap(foreignCode)
        summary.drifts = try Self.resources(root["resource_drift"]).compactMap(drift)
        summary.outputs = (root["output_changes"]?.members ?? []).filter { output in
            output.value["actions"]?.array != [.string("no-op")]
        }.map(\.name).sorted()
        return summary
    }

    private static func resources(_ list: JSONValue?) throws(PlanReadError) -> [PlannedResource] {
        var resources: [PlannedResource] = []
        for value in list?.array ?? [] {
            if let resource = try PlannedResource(value) { resources.append(resource) }
        }
        return resources
    }

    /// What somebody else changed in a function's code.
    private func drift(_ resource: PlannedResource) -> PlanSummary.Drift? {
        guard resource.type == "aws_lambda_function", let owner = owner(of: resource), owner.isOwn,
            !owner.isFormer, let code = FunctionSettings(resource).deployedCode
        else { return nil }
        return PlanSummary.Drift(function: owner.function, code: code)
    }

    /// What somebody else gave a function, and the plan does not change back.
    private func foreignCode(_ resource: PlannedResource) -> ForeignCode? {
        guard resource.type == "aws_lambda_function", let owner = owner(of: resource), owner.isOwn else { return nil }
        return ForeignCode(resource, function: owner.function)
    }

    private func summary(of resources: [PlannedResource]) -> PlanSummary {
        var summary = PlanSummary()
        let roles = roles(of: resources)
        var plans: [String: FunctionPlan] = [:]
        var permissions: [RoleOfFunction: PermissionComparison] = [:]
        for resource in resources {
            let owner = owner(of: resource)
            if let role = role(of: resource, roles: roles) {
                permissions[role, default: PermissionComparison(role: role.part)].add(resource)
            }
            guard resource.isChanged else { continue }
            let destroy = PlannedDestroy(resource, function: owner?.function)
            if let destroy { summary.destroys.append(destroy) }
            if let former = resource.previousAddress {
                summary.moves.append(PlanSummary.Move(from: former, to: resource.address))
            }
            let change = PlanSummary.Change(address: resource.address, action: resource.action)
            if let owner {
                var plan = plans[owner.function] ?? FunctionPlan(name: owner.function)
                if resource.action != .none || resource.isImported { plan.resources.append(change) }
                if let destroy { plan.destroys.append(destroy) }
                plan.add(resource, owner: owner)
                plans[owner.function] = plan
            } else if resource.action != .none || resource.isImported {
                summary.others.append(change)
            }
        }
        for (role, comparison) in permissions.sorted(by: { $0.key < $1.key }) {
            let changes = comparison.changes
            guard !changes.isEmpty else { continue }
            var plan = plans[role.function] ?? FunctionPlan(name: role.function)
            // Of a function that goes, nobody needs to know what it may no longer do.
            plan.permissions += plan.action == .delete ? changes.filter(\.widens) : changes
            plans[role.function] = plan
        }
        summary.functions = plans.values.filter { !$0.isEmpty }.sorted { $0.name < $1.name }
        return summary
    }

    private func owner(of resource: PlannedResource) -> FunctionResources.Owner? {
        guard resource.module == module else { return nil }
        return owners.owner(ofType: resource.type, name: resource.name)
    }

    /// The roles by their names on AWS, with which the user's own policies refer to them.
    private func roles(of resources: [PlannedResource]) -> [String: RoleOfFunction] {
        var roles: [String: RoleOfFunction] = [:]
        for resource in resources where resource.type == "aws_iam_role" {
            guard let owner = owner(of: resource), let name = resource.text("name") else { continue }
            roles[name] = RoleOfFunction(function: owner.function, part: owner.isOwn ? nil : owner.part)
        }
        return roles
    }

    private func role(of resource: PlannedResource, roles: [String: RoleOfFunction]) -> RoleOfFunction? {
        guard ["aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"].contains(resource.type) else {
            return nil
        }
        if let owner = owner(of: resource) {
            return RoleOfFunction(function: owner.function, part: owner.isOwn ? nil : owner.part)
        }
        return resource.text("role").flatMap { roles[$0] }
    }
}

/// A role of a function: its own, or one besides it.
private struct RoleOfFunction: Hashable, Comparable {
    var function: String
    var part: String?

    static func < (left: RoleOfFunction, right: RoleOfFunction) -> Bool {
        (left.function, left.part ?? "") < (right.function, right.part ?? "")
    }
}

extension PermissionComparison {
    fileprivate mutating func add(_ resource: PlannedResource) {
        switch resource.type {
        case "aws_iam_role": add(role: resource)
        case "aws_iam_role_policy": add(policy: resource)
        default: add(attachment: resource)
        }
    }
}

extension FunctionPlan {
    /// Adds what a resource of the function says.
    fileprivate mutating func add(_ resource: PlannedResource, owner: FunctionResources.Owner) {
        if resource.type == "aws_lambda_function", owner.isOwn, !owner.isFormer, !resource.isDeposed {
            action = resource.action
            let function = FunctionSettings(resource)
            code = function.code
            // What a new function has says its configuration, and what one has that goes no longer matters.
            guard resource.action == .update || resource.action == .replace else { return }
            settings += function.settings
            environment = function.environment
        } else if let exposure = ExposureChange(resource) {
            exposures.append(exposure)
        } else if let trigger = TriggerChange(resource) {
            triggers.append(trigger)
        } else {
            settings += resource.settingsBesideTheFunction
        }
    }
}
