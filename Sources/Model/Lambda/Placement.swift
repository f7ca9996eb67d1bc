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

    /// The place in words, such as `prod in eu-west-1`.
    package var words: String { [stage, region?.name].compactMap { $0 }.joined(separator: " in ") }
}
