import ArgumentParser
import Host
import Model
import Project

/// Options that choose the places of a release.
struct ReleaseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The stage; needed if the project has stages.", valueName: "stage"))
    var stage: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A region of the stage; repeatable; by default all of them, one after the other.", valueName: "region"))
    var region: [String] = []

    /// Reads the project and finds the places.
    ///
    /// - Throws: `ReleaseTargetError`, if they are not given or do not exist; what reading a project throws.
    func project(
        in package: PackageOptions, overrides: ProjectOverrides = ProjectOverrides(), on host: Host,
        console: CommandConsole
    ) async throws -> ReleaseProject {
        try await ReleaseProject.read(
            stage: stage, regions: region, in: package, overrides: overrides, on: host, console: console)
    }
}
