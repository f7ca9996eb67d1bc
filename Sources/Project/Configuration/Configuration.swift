package import Host
package import Model
package import SystemPackage

/// The content of `swiftlambda.yaml`.
package struct Configuration: Sendable {
    /// The file's name.
    package static let fileName = "swiftlambda.yaml"
    /// The only version of the format so far.
    static let version = 1
    /// The most bytes a file may have.
    static let sizeLimit = 4 << 20

    /// The file; absolute.
    package let file: FilePath
    /// The regions it names.
    var regions: [Region] = []
    /// Where it first names each region that this release does not know.
    var unknownRegions: [Region: Diagnostic.Location] = [:]
    /// The account it names.
    var account: String?
    /// The bucket for archives, if it names one.
    var artifacts: ArtifactStore?
    /// How functions are deployed.
    package var deploy = DeploySettings()
    /// Where it says how workspaces are named.
    var workspaceLocation: Diagnostic.Location?
    /// The stages by name, in the file's order; none if the project has no stages.
    var stages: [(name: String, settings: StageSettings)] = []
    var defaults = FunctionSettings()
    /// The functions by name, or `nil` if it lists none and every executable is one.
    var functions: [String: FunctionSettings]?

    /// The default build settings of functions.
    package var build: BuildSettings { defaults.build }

    /// Reads the file in a package's directory.
    ///
    /// - Parameter package: the package's directory; absolute.
    /// - Returns: `nil` if the file does not exist.
    /// - Throws: `ConfigurationError`, `FileError`.
    package static func load(package: FilePath, host: Host) throws -> Configuration? {
        let file = package.appending(fileName)
        let name = displayName(of: file, on: host)
        guard try host.files.status(of: file, followingLinks: true) != nil else {
            if try host.files.status(of: package.appending("swiftlambda.yml"), followingLinks: true) != nil {
                throw ConfigurationError(
                    .error(
                        "config.misnamed", "the configuration must be named \(fileName), not swiftlambda.yml",
                        hints: ["mv swiftlambda.yml \(fileName)"]))
            }
            return nil
        }
        do {
            return try Configuration(
                yaml: try host.files.read(file, limit: sizeLimit), file: file, displayName: name)
        } catch let error as FileError where error.reason == .fileTooLarge {
            throw ConfigurationError(
                .error(
                    "config.too-large", "\(name) is larger than \(sizeLimit >> 20) MiB",
                    location: Diagnostic.Location(file: name)))
        }
    }

    private static func displayName(of file: FilePath, on host: Host) -> String {
        var name = file
        return name.removePrefix(host.workingDirectory) ? name.string : file.string
    }
}
