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
    /// The root of a system that has the loader and C library of another architecture, for its emulator.
    package var emulatorRoot: FilePath?
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
        emulatorRoot: FilePath? = nil,
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
        self.emulatorRoot = emulatorRoot
        self.workDirectory = workDirectory
    }
}

/// An extension that is played by this program.
package enum StandInExtension: String, Sendable, Hashable, Codable, CaseIterable {
    /// An external extension that behaves as that of Lambda Insights: it wants INVOKE and SHUTDOWN.
    case insights
    /// An internal extension that wants no events.
    case `internal`

    /// The name under which it registers.
    package var extensionName: String {
        switch self {
        case .insights: "cloudwatch_lambda_agent"
        case .internal: "swiftlambda-internal"
        }
    }
}

/// How far a function is kept apart from the machine it runs on.
package enum IsolationPreference: String, Sendable, Hashable, CaseIterable {
    /// A file system as on Lambda where the machine allows it, else none.
    case auto
    /// A file system as on Lambda: `/var/task` and `/opt` read-only, a `/tmp` of its own.
    case full
    /// The machine's own file system; `LAMBDA_TASK_ROOT` tells where the function lies.
    case none
}
