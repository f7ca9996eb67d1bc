/// Where functions run: a stage, if the project has any, and a region, if one is known.
package struct Placement: Sendable, Hashable {
    /// The stage's name.
    package var stage: String?
    /// The region.
    package var region: Region?

    /// Creates a place.
    package init(stage: String? = nil, region: Region? = nil) {
        self.stage = stage
        self.region = region
    }
}

/// The functions of a project as they are in one place, with every setting resolved.
package struct PlacedFunctions: Sendable, Hashable {
    /// The place.
    package var place: Placement
    /// The number of its account, if known; policies then name it.
    package var account: String?
    /// The functions; every place has the same ones.
    package var functions: [LambdaFunction]

    /// Creates the functions of a place.
    package init(_ place: Placement, account: String? = nil, functions: [LambdaFunction]) {
        self.place = place
        self.account = account
        self.functions = functions
    }
}
