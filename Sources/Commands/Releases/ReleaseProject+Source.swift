import Host
import Model
import Packaging
import Project
import Releasing
import SystemPackage
import Terraform

extension ReleaseProject {
    /// The commit that is checked out; a protected stage gets only what is committed.
    ///
    /// - Parameter isChecked: whether sources that differ from it are refused for a protected stage.
    /// - Throws: ``UncommittedSources``; `CancellationError`.
    func source(
        _ configuration: DeploymentConfiguration, isChecked: Bool
    ) async throws -> DeploymentRecord.Source? {
        let workspace = settings.workspace
        let answer = try await GitState.read(
            package: workspace.package, output: workspace.output,
            // A deployment itself writes the list.
            others: [configuration.directory.appending(ArtifactList.fileName)], on: configuration.host)
        if isChecked, let target = targets.first(where: \.isProtected) {
            guard let state = answer.state, !state.isDirty else {
                throw UncommittedSources(stage: target.place.stage ?? "", hasCommit: answer.state != nil)
            }
        }
        return answer.state.map { DeploymentRecord.Source(commit: $0.commit, isDirty: $0.isDirty) }
    }

    /// The options that name the places in a command.
    var placeOptions: [String] {
        let stage = targets.first?.place.stage
        let all = project.places.count { $0.place.stage == stage }
        return (stage.map { ["--stage", $0] } ?? [])
            + (targets.count < all ? targets.flatMap { ["--region", $0.region.name] } : [])
    }
}

/// A protected stage would get sources that are not committed.
struct UncommittedSources: DiagnosedError, Hashable {
    let stage: String
    let hasCommit: Bool

    var diagnostics: [Diagnostic] {
        [
            .error(
                "deploy.uncommitted-sources",
                "'\(stage)' is protected, and the sources "
                    + (hasCommit ? "differ from the commit" : "are not in a git repository"),
                explanation: "Nobody could build again what would be deployed. Nothing was built or changed.",
                hints: hasCommit
                    ? ["git status", "commit, or deploy to a stage without `protected: true`"]
                    : ["git init && git add . && git commit", "deploy to a stage without `protected: true`"])
        ]
    }

    var exitStatus: ExitStatus { .unsatisfied }
}
