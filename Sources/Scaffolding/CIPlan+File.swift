import CITemplate
import Model

extension CIPlan {
    /// The image that functions are built in.
    private static let image = "swift:6.3.3-amazonlinux2023"

    /// The file.
    ///
    /// - Throws: `TemplateFault` if the template has an unknown tag or section.
    package func file() throws(TemplateFault) -> PackagePlan.File {
        let template = String(decoding: ciTemplates[service.rawValue] ?? [], as: UTF8.self)
        let text = try TemplateText.choosing(template) { name in Section(rawValue: name).map(isWanted) }
        return PackagePlan.File(
            path: service.path,
            text: try TemplateText.filling(text) { name in CITag(rawValue: name).map(value) })
    }

    private enum Section: String {
        case one, both, staged, plain, shared, apart, region, noregion, terraform, tofu
    }

    private enum CITag: String {
        case approved = "APPROVED"
        case deployed = "DEPLOYED"
        case deployedRegion = "DEPLOYED_REGION"
        case deployedStage = "DEPLOYED_STAGE"
        case image = "IMAGE"
        case matrix = "MATRIX"
        case planned = "PLANNED"
        case released = "RELEASED"
        case releasedRegion = "RELEASED_REGION"
        case rollbackRegion = "ROLLBACK_REGION"
        case toolVersion = "TOOL_VERSION"
        case version = "VERSION"
    }

    private var hasRegion: Bool { deployed.region != nil && released.region != nil }

    /// Whether the stages are known to be in accounts of their own, so that a role of one cannot see the other.
    private var hasAccounts: Bool {
        guard let deployed = deployed.account, let released = released.account else { return false }
        return deployed != released
    }

    private func isWanted(_ section: Section) -> Bool {
        switch section {
        case .one: builds.count == 1
        case .both: builds.count > 1
        case .staged: isPromoted
        case .plain: !isPromoted
        case .shared: !hasAccounts
        case .apart: hasAccounts
        case .region: hasRegion
        case .noregion: !hasRegion
        case .terraform: tool == .terraform
        case .tofu: tool == .tofu
        }
    }

    private func value(of tag: CITag) -> String {
        switch tag {
        case .approved, .released: released.environment
        case .deployed: deployed.environment
        case .deployedRegion: region(of: deployed)
        case .deployedStage: deployed.option
        case .image: Self.image
        case .matrix: builds.map(line).joined(separator: "\n")
        case .planned: planEnvironment
        case .releasedRegion: region(of: released)
        case .rollbackRegion: rollbackRegion
        // The version that swiftlambda is tested with, and the oldest stable one of OpenTofu that fits it.
        case .toolVersion: tool == .terraform ? "1.11.4" : "1.10.6"
        case .version: version
        }
    }

    private func region(of target: Target) -> String {
        hasRegion ? target.region?.name ?? "" : "${{ vars.AWS_REGION }}"
    }

    private var rollbackRegion: String {
        let regions = [released, deployed].map(region)
        guard isPromoted, regions[0] != regions[1] else { return regions[0] }
        return "${{ inputs.stage == '\(released.environment)' && '\(regions[0])' || '\(regions[1])' }}"
    }

    private func line(of build: Build) -> String {
        let functions = build.functions.joined(separator: " ")
        let isARM = build.architecture == .arm64
        switch service {
        case .github:
            let runner = isARM ? "ubuntu-24.04-arm" : "ubuntu-24.04"
            return "          - { arch: \(build.architecture), runner: \(runner), functions: \"\(functions)\" }"
        case .gitlab:
            let runner = isARM ? "saas-linux-small-arm64" : "saas-linux-small-amd64"
            return "      - { ARCH: \(build.architecture), RUNNER: \(runner), FUNCTIONS: \"\(functions)\" }"
        }
    }
}
