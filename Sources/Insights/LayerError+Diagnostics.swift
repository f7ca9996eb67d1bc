package import Model

extension LayerError {
    /// One error that lists what is available instead.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .unreadableCatalogue(let problem):
            [.error("insights.unreadable-catalogue", "the layer catalogue cannot be read", explanation: problem)]
        case .unknownRegion(let name, let nearest):
            [Self.unknownRegion(name, nearest: nearest)]
        case .noLayer(let region, let architecture, let others, let reasons):
            [Self.noLayer(in: region, for: architecture, others: others, reasons: reasons)]
        case .unknownVersion(let request, let available):
            [
                .error(
                    "insights.unknown-version",
                    "this release knows no Lambda Insights \(request.version) for \(request.place)",
                    explanation: request.listing(available), hints: available.last.map { ["use \($0)"] } ?? [])
            ]
        case .unknownARN(let request, let available):
            [
                .error(
                    "insights.unknown-arn",
                    "Lambda Insights \(request.version) exists, but its ARN for \(request.place) is unknown "
                        + "to this release",
                    explanation: request.listing(available), hints: [Self.fullARNHint])
            ]
        case .quarantined(let request, let reason, let available):
            [
                .error(
                    "insights.quarantined",
                    "the published ARN of Lambda Insights \(request.version) for \(request.place) is not trusted",
                    explanation: reason + "\n" + request.listing(available), hints: [Self.fullARNHint])
            ]
        case .malformedARN(let text, let problem):
            [
                .error(
                    "insights.malformed-arn", "'\(text)' is not the ARN of a layer version",
                    explanation: problem
                        + "\nThe form is arn:<partition>:lambda:<region>:<account>:layer:<name>:<version>.")
            ]
        case .wrongPartition(let arn, let region, let found):
            [
                .error(
                    "insights.wrong-partition",
                    "\(region) is in the partition '\(region.partition.rawValue)', not in '\(found.rawValue)'",
                    explanation: "The ARN is '\(arn)'.")
            ]
        case .wrongRegion(let arn, let wanted): [Self.wrongRegion(arn, wanted: wanted)]
        case .wrongArchitecture(let arn, let wanted): [Self.wrongArchitecture(arn, wanted: wanted)]
        case .notInsights(let arn): [Self.notInsights(arn)]
        case .lockedVersion(let arn, let locked, let version):
            [
                .error(
                    "lock.version-differs", "the lock names version \(locked) for a layer of another version",
                    explanation: version.map { "\(arn) is version \($0)." })
            ]
        }
    }

    private static let fullARNHint =
        "use the layer's full ARN if you know it: `insights: { arn: \"arn:…\" }` in swiftlambda.yaml"

    private static func lookUpHint(_ region: Region, _ architecture: Architecture) -> String {
        "`swiftlambda insights arn --region \(region) --arch \(architecture)` prints the newest known to this release"
    }

    private static func unknownRegion(_ name: String, nearest: [String]) -> Diagnostic {
        .error(
            "insights.unknown-region", "'\(name)' is not an AWS region known to this release",
            hints: nearest.isEmpty
                ? ["`swiftlambda insights list` lists the regions that have a layer"]
                : ["did you mean \(nearest.joined(separator: ", "))?"])
    }

    private static func noLayer(
        in region: Region,
        for architecture: Architecture,
        others: [Architecture],
        reasons: [String]
    ) -> Diagnostic {
        guard region.isKnown else { return noLayer(inUnknown: region, for: architecture) }
        return .error(
            "insights.no-layer", "this release knows no Lambda Insights layer for \(architecture) in \(region)",
            explanation: reasons.isEmpty
                ? nil : "The entries in the public tables are not trusted. " + reasons.joined(separator: "; "),
            hints: others.map { "build for \($0), which has a known layer in \(region)" }
                + [fullARNHint, "or set `insights: false`; without another extension, SIGTERM then never arrives"])
    }

    private static func noLayer(inUnknown region: Region, for architecture: Architecture) -> Diagnostic {
        let nearest = LayerCatalogue.nearestRegions(to: region.name).first
        return .error(
            "insights.no-layer", "this release knows no Lambda Insights layer for \(architecture) in \(region)",
            explanation: "It does not know the region.",
            hints: (nearest.map { ["did you mean \($0)?"] } ?? []) + [
                "go without in this region: `insights: { regions: { \(region): false } }`",
                "or in all: `insights: false`; without another extension, SIGTERM then never arrives",
                "use the layer's full ARN if you know it: `insights: { regions: { \(region): { arn: \"arn:…\" } } }`",
            ])
    }

    private static func wrongRegion(_ arn: LayerARN, wanted: Region) -> Diagnostic {
        .error(
            "insights.wrong-region", "the layer \(arn) is not in \(wanted)",
            explanation: "A function can only use layers of its own region; otherwise the deployment fails "
                + "with a misleading permission error.",
            hints: arn.insightsArchitecture.map { [lookUpHint(wanted, $0)] } ?? [])
    }

    private static func wrongArchitecture(_ arn: LayerARN, wanted: Architecture) -> Diagnostic {
        .error(
            "insights.wrong-architecture", "the layer \(arn) is not for \(wanted)",
            explanation: "The deployment would succeed, but every cold start would fail with "
                + "`exec format error`.",
            hints: [lookUpHint(arn.region, wanted)])
    }

    private static func notInsights(_ arn: LayerARN) -> Diagnostic {
        let names = Architecture.allCases.map { "'\($0.insightsLayerName)' for \($0)" }
        return .error(
            "insights.not-insights", "the layer '\(arn.name)' is not a Lambda Insights layer",
            explanation: "Those are named \(names.joined(separator: " and ")); "
                + "the architecture of other layers is unknown.",
            hints: ["list any other layer under `layers:`, and set `insights: false`"])
    }
}

extension LayerError.Request {
    fileprivate var place: String { "\(architecture) in \(region)" }

    fileprivate func listing(_ available: [DottedVersion]) -> String {
        guard let newest = available.last else { return "No other version is known for it." }
        return "The newest version known to this release is \(newest). "
            + "All known versions: \(available.map(\.description).joined(separator: ", "))."
    }
}
