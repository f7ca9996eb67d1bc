import Model

extension TerraformConfiguration {
    /// ARNs that cannot work where the functions run.
    static func foreignResources(of functions: [LambdaFunction], in region: Region?) -> [TerraformError.Problem] {
        guard let region else { return [] }
        return functions.flatMap { function in
            function.surroundings.regionalARNs.compactMap { keyPath, arn in
                let isHere = arn.region.isEmpty || arn.region == region.name
                guard arn.partition != region.partition.rawValue || !isHere else { return nil }
                return .function(
                    function.name, .foreignResource(key: keyPath.joined(separator: "."), arn: arn, region))
            }
        }
    }

    /// What is wrong with the HTTP APIs of functions.
    static func apiFaults(of functions: [LambdaFunction]) -> [TerraformError.Problem] {
        APIFault.find(in: functions).map { fault in
            .function(
                fault.function,
                fault.missing.map { .lacksFunction($0, key: fault.violation.keyPath.joined(separator: ".")) }
                    ?? .violation(fault.violation))
        }
    }

    /// Buckets of several functions: one resource has all notifications of a bucket, so that two would undo each other.
    static func sharedBuckets(of functions: [LambdaFunction]) -> [TerraformError.Problem] {
        var owners: [ResourceReference: String] = [:]
        var found: [TerraformError.Problem] = []
        for function in functions {
            for trigger in function.surroundings.triggers ?? [] {
                guard case .bucket(let bucket) = trigger.source else { continue }
                if let owner = owners[bucket.resource], owner != function.name {
                    found.append(.function(function.name, .sharedBucket(bucket.resource, with: owner)))
                } else {
                    owners[bucket.resource] = function.name
                }
            }
        }
        return found
    }
}
