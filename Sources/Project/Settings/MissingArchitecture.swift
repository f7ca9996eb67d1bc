package import Host
package import Model

/// Lambda does not support this machine's architecture, and none was named.
package struct MissingArchitecture: DiagnosedError, Hashable {
    /// Creates the error.
    package init() {}

    /// One error, with both ways to name an architecture.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "usage.missing-option", "--arch is required", hints: ["add --arch arm64, or set SWIFTLAMBDA_ARCH"])
        ]
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}

extension Architecture {
    /// The architecture from `--arch`, or else `SWIFTLAMBDA_ARCH`, or else this machine's.
    ///
    /// - Throws: `SettingError`; `MissingArchitecture` if this machine's is not one of Lambda's.
    package static func wanted(_ flag: Architecture?, on host: Host) throws -> Architecture {
        guard let architecture = try Setting.architecture.resolve(flag: flag, in: host.environment) ?? current else {
            throw MissingArchitecture()
        }
        return architecture
    }
}
