import Host
import Model
import Packaging
import Project
import Releasing

/// A project and the places of it that a command works on.
struct ReleaseProject {
    /// The settings, as they were read.
    let settings: ProjectSettings
    /// The project, its functions as they are in the stage.
    let project: ResolvedProject
    /// The places, in the order of the configuration.
    private(set) var targets: [ReleaseTarget]

    /// Reads a project and finds the places.
    ///
    /// - Throws: `ReleaseTargetError`; what reading a project throws.
    static func read(
        stage: String?, regions: [String], in package: PackageOptions, overrides: ProjectOverrides = ProjectOverrides(),
        on host: Host, console: CommandConsole
    ) async throws -> ReleaseProject {
        var overrides = overrides
        overrides.stage = stage
        let settings = try ProjectSettings(package.workspace(on: host), flags: overrides, host: host)
        let sources = try PackageSources(reading: settings, on: host, console: console)
        let project = try await settings.resolve(products: .waived) {
            try await sources.describe(for: .reading)
        }
        return try ReleaseProject(settings, project, stage: settings.overrides.stage, regions: regions)
    }

    /// Chooses places.
    ///
    /// - Parameters:
    ///   - stage: the stage that was asked for.
    ///   - regions: the regions that were asked for; all of the stage if empty.
    init(
        _ settings: ProjectSettings, _ project: ResolvedProject, stage: String?, regions: [String]
    ) throws(ReleaseTargetError) {
        self.settings = settings
        self.project = project
        let stages = project.places.compactMap(\.place.stage).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        guard stages.isEmpty || stage != nil else { throw .stageNeeded(known: stages) }
        let places = project.places.filter { $0.place.stage == stage }
        let known = places.compactMap(\.place.region?.name)
        guard !known.isEmpty else { throw .regionNeeded }
        if let unknown = regions.first(where: { !known.contains($0) }) {
            throw .unknownRegion(unknown, stage: stage, known: known)
        }
        targets = places.compactMap { placed in
            guard let region = placed.place.region, regions.isEmpty || regions.contains(region.name) else { return nil }
            return ReleaseTarget(
                place: placed.place, region: region, account: placed.account,
                isProtected: stage.map(project.protectedStages.contains) ?? false, store: project.artifacts,
                functions: placed.functions)
        }
    }

    /// The places whose last deployment did not do everything, with what is known of them.
    ///
    /// - Throws: ``NothingToResume`` if there is none.
    func unfinished(
        _ standings: [PlaceStanding]
    ) throws(NothingToResume) -> (release: ReleaseProject, standings: [PlaceStanding]) {
        let left = zip(targets, standings).filter { $0.1.unfinished != nil }
        guard !left.isEmpty else {
            throw NothingToResume(place: targets.map(\.words).joined(separator: " and "))
        }
        var release = self
        release.targets = left.map(\.0)
        return (release, left.map(\.1))
    }

    /// The names of the given functions, or of all without names, in order.
    func names(of selection: [String]) throws(SelectionError) -> [String] {
        try project.select(selection).map(\.name).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
