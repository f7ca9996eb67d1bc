import Host
import Model
import Project
import Releasing

/// The programs that a release needs.
struct ReleaseTools: Sendable {
    let aws: AWSCommandLine
    let terraform: TerraformCommandLine

    /// Finds the programs and checks their versions.
    ///
    /// - Parameter tool: Terraform's program; `nil` for the first that is installed.
    static func find(_ tool: DeploySettings.Tool?, on host: Host) async throws -> ReleaseTools {
        let program =
            tool.flatMap { TerraformProgram(rawValue: $0.rawValue) }
            ?? TerraformProgram.allCases.first { host.processes.locate($0.rawValue) != nil } ?? .terraform
        async let aws = AWSCommandLine.find(on: host, region: nil)
        async let terraform = TerraformCommandLine.find(program, on: host)
        return try await ReleaseTools(aws: aws, terraform: terraform)
    }
}

extension ReleaseProject {
    /// The bucket for archives and records.
    ///
    /// - Throws: ``NoArtifactStore`` if the configuration names none.
    var store: ArtifactStore {
        get throws(NoArtifactStore) {
            guard let store = project.artifacts else { throw NoArtifactStore() }
            return store
        }
    }

    /// What is known of each place, several at a time.
    func standings(_ aws: AWSCommandLine) async throws -> [PlaceStanding] {
        let store = try store
        return try await withThrowingTaskGroup(of: (Int, PlaceStanding).self) { group in
            for (index, target) in targets.enumerated() {
                group.addTask { (index, try await aws.standing(of: target, store: store)) }
            }
            var standings: [Int: PlaceStanding] = [:]
            for try await (index, standing) in group { standings[index] = standing }
            return standings.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}

/// The project has no bucket for archives and records.
struct NoArtifactStore: DiagnosedError, Hashable {
    var diagnostics: [Diagnostic] {
        [
            .error(
                "release.no-bucket", "swiftlambda.yaml names no bucket for archives",
                explanation:
                    "Archives and the records of deployments lie in it, so that each stage gets the same bytes and "
                    + "every version can be found again.",
                hints: [
                    "write `artifacts: { bucket: NAME }` in swiftlambda.yaml",
                    "swiftlambda terraform --layout bootstrap writes the Terraform that creates the bucket",
                ])
        ]
    }

    var exitStatus: ExitStatus { .badInput }
}
