import JSON
import Model

/// Actions that cannot be limited to single resources, for the services that functions use.
struct ActionTable: Sendable {
    /// What is known about one service.
    struct Service: Sendable {
        /// Examples of actions that functions call.
        var examples: [String]
        /// The form of a resource's ARN, with `{partition}`, `{region}` and `{account}`.
        var resource: String
        /// The lower-case names of actions that have no resources.
        var actionsWithoutResources: Set<String>
    }

    /// Where the table is from.
    let source: String
    /// The services by prefix.
    let services: [String: Service]

    /// The table in this release; a test fails if it cannot be read.
    static let bundled = ActionTable(json: PackageResources.iam_actions_json)

    private init(json: [UInt8]) {
        let document = try? JSONValue(parsing: json)
        func words(_ value: JSONValue?) -> [String] { (value?.string ?? "").split(separator: " ").map(String.init) }
        source = document?["source"]?.string ?? ""
        services = Dictionary(
            (document?["services"]?.members ?? []).map { member in
                (
                    member.name,
                    Service(
                        examples: words(member.value["actions"]).map { "\(member.name):\($0)" },
                        resource: member.value["resource"]?.string ?? "",
                        actionsWithoutResources: Set(words(member.value["withoutResources"]).map { $0.lowercased() }))
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The service of an action that can be limited to single resources; `nil` if it cannot, or the service is unknown.
    ///
    /// - Parameter action: an action, or a pattern that matches several.
    func serviceWithResources(ofAction action: String) -> Service? {
        let parts = action.lowercased().split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let service = services[String(parts[0])],
            !service.actionsWithoutResources.contains(String(parts[1]))
        else { return nil }
        return service
    }
}

extension ActionTable.Service {
    /// An example of a resource's ARN in a region.
    func example(in region: Region?) -> String {
        resource.replacing("{partition}", with: region?.partition.rawValue ?? "aws")
            .replacing("{region}", with: region?.name ?? "*").replacing("{account}", with: "*")
    }
}
