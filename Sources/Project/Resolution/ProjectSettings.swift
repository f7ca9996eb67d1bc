package import Host
package import Model
import SystemPackage

/// What the command line, the environment and `swiftlambda.yaml` say of a project, read once and before the package is
/// described.
package struct ProjectSettings: Sendable {
    /// Where the project is worked on.
    package let workspace: Workspace
    /// What the file says, where there is one.
    package let configuration: Configuration?
    /// What goes before the file.
    package let overrides: ProjectOverrides
    /// The architecture where nothing else names one.
    let hostArchitecture: Architecture

    /// Creates settings that were read already.
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
    ///   - flags: what the command line says.
    ///   - hostArchitecture: this machine's, where it is one of Lambda's.
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

    /// How the package as a whole is built, where its functions say nothing else.
    package var build: FunctionBuild { overrides.build(configuration?.build ?? BuildSettings()) }
}

/// This machine's architecture is none of Lambda's, and none was named.
package struct MissingArchitecture: DiagnosedError, Hashable {
    /// Creates the error.
    package init() {}

    /// One error with both ways to name one.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "usage.missing-option", "--arch is needed", hints: ["add --arch arm64, or set SWIFTLAMBDA_ARCH"])
        ]
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}
