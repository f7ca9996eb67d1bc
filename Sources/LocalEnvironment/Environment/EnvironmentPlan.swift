package import LambdaProtocol
package import Model
package import SystemPackage

/// What an execution environment is made from.
package struct EnvironmentPlan: Sendable, Hashable {
    /// What the protocol needs to know; the extensions of the layers and the simulated one are added to it.
    package var settings: EnvironmentSettings
    /// The function's archive, or a directory with the contents of one; absolute.
    package var code: FilePath
    /// Layers as archives or directories, merged into `/opt` in this order; absolute.
    package var layers: [FilePath]
    /// The function's own environment variables.
    package var variables: [String: String]
    /// The simulated extension.
    package var standIn: StandInExtension?
    /// The region that the function sees.
    package var region: String
    /// The architecture that the function was built for.
    package var architecture: Architecture
    /// The function's isolation from the host.
    package var isolation: IsolationPreference
    /// The root of a file system of the function's architecture, for an emulated function that asks for its loader; absolute.
    package var emulatedRoot: FilePath?
    /// A directory that the environment creates, uses alone and removes; absolute.
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
        emulatedRoot: FilePath? = nil,
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
        self.emulatedRoot = emulatedRoot
        self.workDirectory = workDirectory
    }
}
