package import Model

/// One place of a project to which functions are released, with all that is known of it before AWS is asked.
package struct ReleaseTarget: Sendable, Hashable {
    /// The stage, if the project has any, and the region.
    package var place: Placement
    /// The region.
    package var region: Region
    /// The account's number, if the configuration names it.
    package var account: String?
    /// Whether only committed sources are deployed to the stage, and nothing is pushed.
    package var isProtected: Bool
    /// The bucket for archives and records, if the configuration names one.
    package var store: ArtifactStore?
    /// All functions of the place, by name.
    package var functions: [LambdaFunction]

    /// Creates a target.
    package init(
        place: Placement, region: Region, account: String? = nil, isProtected: Bool = false,
        store: ArtifactStore? = nil, functions: [LambdaFunction]
    ) {
        self.place = place
        self.region = region
        self.account = account
        self.isProtected = isProtected
        self.store = store
        self.functions = functions
    }

    /// The place in words, such as `prod in eu-west-1`.
    package var words: String { place.words }

    /// The options that name the stage in a command, with a space before them; empty without stages.
    package var stageOption: String { place.stage.map { " --stage \($0)" } ?? "" }
}
