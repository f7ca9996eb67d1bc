package import Model

/// The names on AWS of what the configuration creates for a function in one place, for policies about it.
///
/// The configuration writes the same names as expressions of stage and region; a test compares both.
package struct DeployedNames: Sendable, Hashable {
    /// The function's name.
    package var function: String
    /// The function's role, with its path, such as `/orders-eu-west-1`.
    package var role: String
    /// The log groups that the configuration creates.
    package var logGroups: [String]
    /// The role with which EventBridge Scheduler calls the function, with its path.
    package var schedulerRole: String?
    /// The role with which CloudWatch Logs sends the function's logs to a stream, with its path.
    package var subscriptionRole: String?
    /// The rules of EventBridge, each with the bus that it is on if that is not the account's own.
    package var rules: [Rule]
    /// The schedules of EventBridge Scheduler.
    package var schedules: [String]

    /// A rule of EventBridge.
    package struct Rule: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// The bus that it is on; `nil` for the account's own.
        package var bus: ResourceReference?
    }

    /// Finds the names of a function that was resolved for a place.
    package init(of function: LambdaFunction, in place: Placement) {
        let names = ResourceNames(function: function.name)
        let hasStage = function.namePattern.has(.stage)
        let path = function.surroundings.role?.path ?? "/"
        let region = place.region?.name ?? ""
        func role(_ stem: String) -> String {
            path + stem + "-" + (hasStage ? (place.stage ?? "") + "-" : "") + region
        }
        func name(_ trigger: Trigger) -> String {
            let address = names.address(trigger.key, key: trigger.name ?? trigger.sourceText)
            let suffix = String(address.dropFirst(names.identifier.count)).replacing("_", with: "-")
            guard hasStage else { return String(function.name.prefix(64 - suffix.count)) + suffix }
            let stem = function.name.prefix(64 - suffix.count - 1 - StageName.longest)
            return "\(stem)-\(place.stage ?? "")\(suffix)"
        }

        self.function = function.deployedName
        self.role = role(hasStage ? names.roleStemWithStage : names.roleStem)
        logGroups = function.surroundings.logGroup?.existing == nil ? ["/aws/lambda/" + function.deployedName] : []
        if let api = function.surroundings.api, api.hasOwnAPI, api.logsAccess {
            logGroups.append("/aws/vendedlogs/apis/" + function.deployedName)
        }
        if let service = function.surroundings.logGroup?.subscription?.destination.service,
            service == "kinesis" || service == "firehose"
        {
            subscriptionRole = role(names.serviceRoleStem("subscription", hasStage: hasStage))
        }
        rules = []
        schedules = []
        for trigger in function.surroundings.triggers ?? [] {
            switch trigger.source {
            case .rule(let rule): rules.append(Rule(name: name(trigger), bus: rule.bus))
            case .schedule:
                schedules.append(name(trigger))
                schedulerRole = role(names.serviceRoleStem("scheduler", hasStage: hasStage))
            case .queue, .topic, .bucket, .tableStream, .dataStream: break
            }
        }
    }
}

extension TerraformConfiguration {
    /// The types of the resources that the configuration declares.
    package var resourceTypes: Set<String> {
        let declaration = "resource \""
        return Set(
            files.filter { $0.path.hasSuffix(".tf") }.flatMap { file in
                file.content.split(separator: "\n").filter { $0.hasPrefix(declaration) }.compactMap { line in
                    line.dropFirst(declaration.count).split(separator: "\"").first.map(String.init)
                }
            })
    }
}
