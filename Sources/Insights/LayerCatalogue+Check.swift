package import Model

extension LayerCatalogue {
    /// Checks a Lambda Insights layer that a user gives by ARN.
    ///
    /// A wrong form, partition, region or architecture is an error, and so is a layer of another name, whose
    /// architecture is unknown. An owner or number missing from the catalogue is only a warning: the user may have
    /// published a copy in their own account, or know of a layer newer than this release.
    ///
    /// - Parameter isNewer: whether it is known to be newer than every layer of this release, which then does not warn.
    /// - Returns: warnings.
    @discardableResult
    package func check(
        arn text: String,
        in region: Region,
        for architecture: Architecture,
        isNewer: Bool = false
    ) throws(LayerError) -> [Diagnostic] {
        let arn = try LayerARN(text)
        guard arn.insightsArchitecture != nil else { throw .notInsights(arn) }
        try arn.check(in: region, for: architecture)

        guard let account = accounts[region.name] else { return [] }
        guard arn.account == account else {
            return [
                .warning(
                    "insights.unknown-account",
                    "the layer belongs to account \(arn.account); AWS publishes it in \(region) from \(account)",
                    explanation: "The deployment fails unless that account shares its layer with yours.")
            ]
        }
        if layers(in: region, for: architecture).contains(where: { $0.layerARN == arn }) { return [] }
        let suspects = releases(for: architecture).compactMap { release in
            release.quarantine[region.name].flatMap { $0.published == arn.version ? (release.version, $0.reason) : nil }
        }
        if let (version, reason) = suspects.first {
            return [
                .warning(
                    "insights.untrusted-arn", "\(arn) is quarantined as version \(version) of Lambda Insights",
                    explanation: reason,
                    hints: ["check it with `aws lambda get-layer-version-by-arn --arn \(arn) --region \(region)`"])
            ]
        }
        if isNewer { return [] }
        return [
            .warning(
                "insights.unknown-arn", "\(arn) is unknown to this release",
                hints: ["check it with `aws lambda get-layer-version-by-arn --arn \(arn) --region \(region)`"])
        ]
    }
}
