import Model

/// Where resources in statements are; `*` stands for an unknown part.
struct AccessPlace: Hashable {
    var region: Region?
    var account: String?

    var partition: String { region?.partition.rawValue ?? "*" }

    /// The ARN of a resource in the region and account.
    func arn(_ service: String, _ resource: String) -> String {
        "arn:\(partition):\(service):\(region?.name ?? "*"):\(account ?? "*"):\(resource)"
    }

    /// The ARN of a resource that has an account, but no region.
    func globalARN(_ service: String, _ resource: String) -> String {
        "arn:\(partition):\(service)::\(account ?? "*"):\(resource)"
    }

    /// The name of the bucket for artifacts.
    func bucket(of store: ArtifactStore) -> String {
        region.map { store.bucket(in: $0) } ?? store.bucket.replacing(ArtifactStore.regionPlaceholder, with: "*")
    }

    /// The ARN of a bucket, or of objects in it.
    func bucketARN(_ bucket: String) -> String { "arn:\(partition):s3:::\(bucket)" }

    /// The ARN of a resource that exists elsewhere; a pattern for one that only Terraform knows.
    func arn(of resource: ResourceReference, else pattern: String) -> String {
        resource.arn?.text ?? (resource.service == "s3" ? bucketARN("*") : arn(resource.service, pattern))
    }

    /// A function, and its versions and aliases.
    func function(_ name: String) -> [String] {
        [arn("lambda", "function:\(name)"), arn("lambda", "function:\(name):*")]
    }
}

/// Statements that grow with each function: those of one name have the same actions.
struct AccessStatements {
    private(set) var statements: [AccessDocument.Statement] = []

    /// Allows actions on more resources.
    mutating func allow(
        _ sid: String, _ actions: [String], on resources: [String],
        if conditions: [String: [String: [String]]] = [:]
    ) {
        guard let index = statements.firstIndex(where: { $0.sid == sid }) else {
            statements.append(
                .init(sid: sid, actions: actions.sorted(), resources: resources, conditions: conditions))
            return
        }
        let known = Set(statements[index].resources)
        statements[index].resources += resources.filter { !known.contains($0) }
        for (test, keys) in conditions {
            for (key, values) in keys {
                let former = statements[index].conditions[test]?[key] ?? []
                statements[index].conditions[test, default: [:]][key] = former + values.filter { !former.contains($0) }
            }
        }
    }
}
