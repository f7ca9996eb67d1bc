package import SystemPackage

/// A configuration, and the place in which it is planned or applied.
package struct TerraformPlace: Sendable, Hashable {
    /// The directory with the configuration's files.
    package var directory: FilePath
    /// The stage; `nil` if the project has none.
    package var stage: String?
    /// The region.
    package var region: String?
    /// The workspace whose state is used; `nil` for the one that the user selected.
    package var workspace: String?

    /// Creates a place.
    package init(directory: FilePath, stage: String? = nil, region: String? = nil, workspace: String? = nil) {
        self.directory = directory
        self.stage = stage
        self.region = region
        self.workspace = workspace
    }

    /// The options that set the configuration's variables.
    var variables: [String] {
        [("stage", stage), ("region", region)].compactMap { name, value in value.map { "-var=\(name)=\($0)" } }
    }

    /// The place in words, such as `prod in eu-west-1`.
    package var words: String {
        switch (stage, region) {
        case (let stage?, let region?): "\(stage) in \(region)"
        case (let stage?, nil): stage
        case (nil, let region?): region
        case (nil, nil): "this configuration"
        }
    }
}
