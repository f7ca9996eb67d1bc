import Model
import Project
import Releasing

/// The policies of a role that deploys the functions of a stage.
struct PolicyReport {
    private let access: DeploymentAccess
    private let trust: GitHubTrust?

    private struct Payload: Encodable, Sendable {
        struct Policy: Encodable, Sendable {
            var name: String
            var document: AccessDocument
        }
        var policies: [Policy]
        var trust: AccessDocument?
        var diagnostics: [Diagnostic]
    }

    /// Finds the policies.
    ///
    /// - Parameters:
    ///   - names: the functions' names.
    ///   - repository: the repository on GitHub whose jobs assume the role.
    ///   - state: the bucket of Terraform's state.
    ///   - source: the stage whose archives the role promotes.
    init(
        of names: [String], in release: ReleaseProject, repository: GitHubRepository?, state: StateBucket?,
        promotingFrom source: ReleaseProject? = nil
    ) throws {
        func places(of release: ReleaseProject) -> [PlacedFunctions] {
            release.targets.map { target in
                PlacedFunctions(
                    target.place, account: target.account,
                    functions: target.functions.filter { names.contains($0.name) })
            }
        }
        access = try DeploymentAccess(
            places: places(of: release), artifacts: release.project.artifacts, state: state,
            deploy: release.project.deploy,
            allowsPush: !release.targets.contains(where: \.isProtected),
            promoted: source.map { places(of: $0) } ?? [])
        let first = release.targets.first
        trust = repository.map { repository in
            GitHubTrust(
                repository: repository, origin: .environment(first?.place.stage ?? "production"),
                account: first?.account, partition: first?.region.partition ?? .aws)
        }
    }

    /// The documents, each after a line with its name.
    func result() throws -> CommandResult {
        let diagnostics = access.warnings + (trust?.warnings ?? [])
        var parts = try access.policies.map { "# policy: \($0.name)\n" + (try $0.document.json()) }
        if let trust { parts.append("# trust policy: \(trust.subject)\n" + (try trust.document.json())) }
        return CommandResult(
            text: parts.joined(separator: "\n"),
            payload: Payload(
                policies: access.policies.map { Payload.Policy(name: $0.name, document: $0.document) },
                trust: trust?.document, diagnostics: diagnostics), diagnostics: diagnostics)
    }
}
