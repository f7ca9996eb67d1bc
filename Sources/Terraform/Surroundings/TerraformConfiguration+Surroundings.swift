import Model

extension TerraformConfiguration {
    /// ARNs that cannot work where the functions run.
    static func foreignResources(
        of functions: [LambdaFunction], scope: ResourceScope
    ) -> [TerraformError.Problem] {
        guard let first = scope.regions.first else { return [] }
        return functions.flatMap { function in
            function.surroundings.regionalARNs.compactMap { keyPath, arn in
                let isOfPartition = arn.partition == first.partition.rawValue
                let isOfRegion = arn.region.isEmpty || scope.regions.map(\.name) == [arn.region]
                guard !isOfPartition || !isOfRegion else { return nil }
                return .function(
                    function.name,
                    .foreignResource(key: keyPath.joined(separator: "."), arn: arn, scope.regions))
            }
        }
    }
}
