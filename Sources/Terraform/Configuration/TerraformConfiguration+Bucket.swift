package import Model

extension TerraformConfiguration {
    /// Generates the configuration of the bucket for artifacts, which stands alone.
    ///
    /// - Parameter regions: the possible regions; any if empty.
    package init(bucketOf artifacts: ArtifactStore, regions: [Region]) throws(TerraformError) {
        let regions = Set(regions).sorted()
        if let problem = Self.problem(of: artifacts, in: regions) { throw TerraformError([problem]) }
        self.init(files: ArtifactBucketWriter(store: artifacts, regions: regions).files(), warnings: [])
    }

    /// Why a bucket cannot be that of functions in some regions: Lambda reads code in its own region only.
    static func problem(of artifacts: ArtifactStore?, in regions: [Region]) -> TerraformError.Problem? {
        guard let artifacts, regions.count > 1, !artifacts.isRegional else { return nil }
        return .place(.oneBucketForRegions(artifacts.bucket, regions))
    }
}
