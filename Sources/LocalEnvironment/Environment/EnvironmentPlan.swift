package import LambdaProtocol
package import Model
package import SystemPackage

/// What an execution environment is made from.
package struct EnvironmentPlan: Sendable, Hashable {
    /// What the protocol needs to know; the extensions of layers and stand-in are added to it.
    package var settings: EnvironmentSettings
    /// The function's archive, or a directory that holds what an archive would; absolute.
    package var code: FilePath
    /// Layers as archives or directories, which make up `/opt` one over the other; absolute.
    package var layers: [FilePath]
    /// The function's own environment variables.
    package var variables: [String: String]
    /// An extension that is played for the function.
    package var standIn: StandInExtension?
    /// The region that the function believes to be in.
    package var region: String
    /// The architecture that the function was built for.
    package var architecture: Architecture
    /// How far the function is kept apart from the machine.
    package var isolation: IsolationPreference
    /// A directory that the environment makes, has for itself and removes; absolute.
    package var workDirectory: FilePath

    /// Creates a plan.
    package init(
        settings: EnvironmentSettings,
        code: FilePath,
        layers: [FilePath] = [],
        variables: [String: String] = [:],
        standIn: StandInExtension? = nil,
        region: String = "us-east-1",
        architecture: Architecture,
        isolation: IsolationPreference = .auto,
        workDirectory: FilePath
    ) {
        self.settings = settings
        self.code = code
        self.layers = layers
        self.variables = variables
        self.standIn = standIn
        self.region = region
        self.architecture = architecture
        self.isolation = isolation
        self.workDirectory = workDirectory
    }
}
