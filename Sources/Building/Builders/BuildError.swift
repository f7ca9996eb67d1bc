import Host
package import Model
package import SystemPackage

/// The package could not be built.
package enum BuildError: DiagnosedError, Hashable {
    /// `swift build` ended without success, perhaps because of a path with characters that it does not bear.
    case failed(ProcessEnd, oddPath: FilePath? = nil, advice: String? = nil)
    /// The compiler met modules that another version of it made.
    case foreignModules(ForeignModules)
    /// `swift build` ended without success for a target with musl.
    case failedWithMusl(ProcessEnd, sdk: String, advice: String? = nil)
    /// The wanted architecture is not this machine's.
    case wrongHost(wanted: Architecture, host: Architecture?)
    /// `swift build` succeeded but something it should have made is not there.
    case missingOutput(FilePath)
    /// SwiftPM's description of what it built could not be read.
    case unreadableDescription(FilePath, reason: String)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .failed(let end, let oddPath, let advice):
            [
                .error(
                    "build.failed", "the package does not build",
                    explanation: "swift build \(end.inWords); its messages are above.",
                    hints: [
                        advice,
                        oddPath.map {
                            "Swift does not always build below a path with '\"', '\\' or '%': move the package out of "
                                + "'\($0)'"
                        },
                    ].compactMap { $0 })
            ]
        case .foreignModules(let modules): [modules.diagnostic]
        case .failedWithMusl(let end, let sdk, .some(let advice)):
            [
                .error(
                    "build.failed", "the package does not build with the Swift SDK '\(sdk)'",
                    explanation: "swift build \(end.inWords); its messages are above.", hints: [advice])
            ]
        case .failedWithMusl(let end, let sdk, nil):
            [
                .error(
                    "build.failed", "the package does not build with the Swift SDK '\(sdk)'",
                    explanation: "swift build \(end.inWords); its messages are above. The SDK links musl in "
                        + "place of glibc; a dependency with C code that needs glibc does not build with it.",
                    hints: [
                        "build with a glibc SDK: make one with 'swiftlambda sdk make --from debian', and name it with "
                            + "--swift-sdk",
                        "or build in a container of Amazon Linux, which has glibc: "
                            + "swiftlambda package --builder container",
                        "or build on a machine of the architecture with --builder native",
                    ])
            ]
        case .wrongHost(let wanted, let host):
            [
                .error(
                    "build.wrong-host",
                    "the native builder cannot build for \(wanted) here"
                        + (host.map { ": this machine is \($0) \(Self.system)" } ?? ""),
                    explanation: "It uses the machine's own Swift, which builds for the machine's own architecture.",
                    hints: [
                        "use --builder auto, sdk or container, which build for other machines",
                        "run the same command on an \(wanted) Linux machine or CI runner with Swift",
                    ]
                        + (host.map { Self.system == "Linux" ? ["use --arch \($0)"] : [] } ?? []))
            ]
        case .missingOutput(let path):
            [.error("build.missing-output", "swift build succeeded, but '\(path)' is not there")]
        case .unreadableDescription(let path, let reason):
            [
                .error(
                    "build.unreadable-description", "SwiftPM's build description '\(path)' cannot be read",
                    explanation: reason, hints: ["remove '\(path.removingLastComponent())' and run the command again"])
            ]
        }
    }

    /// A package that does not compile is `unsatisfied`; a missing ability is `unavailable`.
    package var exitStatus: ExitStatus {
        switch self {
        case .failed, .failedWithMusl: .unsatisfied
        case .wrongHost, .foreignModules: .unavailable
        case .missingOutput, .unreadableDescription: .internalFault
        }
    }

    private static var system: String {
        #if os(Linux)
        "Linux"
        #elseif os(macOS)
        "macOS"
        #else
        "not Linux"
        #endif
    }
}
