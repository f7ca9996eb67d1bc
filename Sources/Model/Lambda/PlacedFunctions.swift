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
