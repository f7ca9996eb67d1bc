package import Host
package import Model
import SystemPackage

/// The settings of a project from the command line, the environment and `swiftlambda.yaml`, read once, before the
/// package is described.
package struct ProjectSettings: Sendable {
    /// The project's directories.
    package let workspace: Workspace
    /// The configuration, if there is a file.
    package let configuration: Configuration?
    /// The settings that override the file.
    package let overrides: ProjectOverrides
    /// The architecture if nothing else names one.
    let hostArchitecture: Architecture

    /// Creates settings that have been read.
    ///
    /// - Parameter overrides: flags and variables.
    init(
        workspace: Workspace, configuration: Configuration?, overrides: ProjectOverrides,
        hostArchitecture: Architecture
    ) {
        self.workspace = workspace
        self.configuration = configuration
        self.overrides = overrides
        self.hostArchitecture = hostArchitecture
    }

    /// Reads the settings of a project.
    ///
    /// - Parameters:
    ///   - flags: the settings of the command line.
    ///   - hostArchitecture: this machine's, if Lambda supports it.
    /// - Throws: `SettingError`, `ConfigurationError`, `FileError`; `MissingArchitecture`.
    package init(
        _ workspace: Workspace, flags: ProjectOverrides, host: Host, hostArchitecture: Architecture? = .current
    ) throws {
        let overrides = try flags.completed(from: host.environment)
        guard let architecture = hostArchitecture ?? overrides.architectures.min() else { throw MissingArchitecture() }
        self.init(
            workspace: workspace, configuration: try Configuration.load(package: workspace.package, host: host),
            overrides: overrides, hostArchitecture: architecture)
    }

    /// The regions, in the order given; may be empty.
    package var regions: [Region] { overrides.regions.isEmpty ? configuration?.regions ?? [] : overrides.regions }

    /// The bucket for archives, if the configuration names one.
    package var artifacts: ArtifactStore? { configuration?.artifacts }

    /// A note for a function whose architecture nothing names, so that it is this machine's.
    var hostArchitectureNote: Diagnostic {
        let line = "architecture: \(hostArchitecture)"
        return Diagnostic(
            .note, "config.host-architecture",
            "nothing names the functions' architecture, so it is this machine's: \(hostArchitecture)",
            explanation: "On a machine of another architecture, the same files give other functions.",
            hints: [
                configuration == nil
                    ? "create \(Configuration.fileName) with `version: 1` and `defaults: { \(line) }`"
                    : "write `\(line)` below `defaults:` in \(Configuration.fileName)"
            ])
    }

    /// The build settings of the whole package, which functions may override.
    package var build: FunctionBuild { overrides.build(configuration?.build ?? BuildSettings()) }
}
