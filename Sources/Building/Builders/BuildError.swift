import Host
package import Model
package import SystemPackage

/// The package could not be built.
package enum BuildError: DiagnosedError, Hashable {
    /// `swift build` failed, possibly because of unsupported characters in a path.
    case failed(ProcessEnd, oddPath: FilePath? = nil, advice: String? = nil)
    /// The compiler found modules of another compiler version.
    case foreignModules(ForeignModules)
    /// `swift build` failed for a musl target.
    case failedWithMusl(ProcessEnd, sdk: String, advice: String? = nil)
    /// The requested architecture is not this machine's.
    case wrongHost(wanted: Architecture, host: Architecture?)
    /// `swift build` succeeded but an expected output is missing.
    case missingOutput(FilePath)
    /// The objects that let programs start with older libraries could not be made.
    case noCompatibility(message: String)
    /// SwiftPM's description of what it built is unreadable.
    case unreadableDescription(FilePath, reason: String)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .failed(let end, let oddPath, let advice):
            [
                .error(
                    "build.failed", "the package failed to build",
                    explanation: "swift build \(end.inWords); its messages are above.",
                    hints: [
                        advice,
                        oddPath.map {
                            "Swift builds can fail in a path with '\"', '\\' or '%': move the package out of "
                                + "'\($0)'"
                        },
                    ].compactMap { $0 })
            ]
        case .foreignModules(let modules): [modules.diagnostic]
        case .failedWithMusl(let end, let sdk, .some(let advice)):
            [
                .error(
                    "build.failed", "the package failed to build with the Swift SDK '\(sdk)'",
                    explanation: "swift build \(end.inWords); its messages are above.", hints: [advice])
            ]
        case .failedWithMusl(let end, let sdk, nil):
            [
                .error(
                    "build.failed", "the package failed to build with the Swift SDK '\(sdk)'",
                    explanation: "swift build \(end.inWords); its messages are above. The SDK links musl "
                        + "instead of glibc; dependencies with C code that needs glibc do not build with it.",
                    hints: [
                        "build with a glibc SDK: make one with 'swiftlambda sdk make --from debian', and select it with "
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
                    "the native builder can't build for \(wanted) here"
                        + (host.map { ": this machine is \($0) \(Self.system)" } ?? ""),
                    explanation: "It uses this machine's Swift, which builds only for this machine's architecture.",
                    hints: [
                        "use --builder auto, sdk or container, which build for other architectures",
                        "run the same command on an \(wanted) Linux machine or CI runner with Swift",
                    ]
                        + (host.map { Self.system == "Linux" ? ["use --arch \($0)"] : [] } ?? []))
            ]
        case .missingOutput(let path):
            [.error("build.missing-output", "swift build succeeded, but '\(path)' is missing")]
        case .noCompatibility(let message):
            [
                .error(
                    "build.no-forwarders", "clang could not compile the forwarders to older functions",
                    explanation: message,
                    hints: ["package without them: swiftlambda package --no-forward"])
            ]
        case .unreadableDescription(let path, let reason):
            [
                .error(
                    "build.unreadable-description", "SwiftPM's build description '\(path)' is unreadable",
                    explanation: reason, hints: ["remove '\(path.removingLastComponent())' and run the command again"])
            ]
        }
    }

    /// A package that does not compile is `unsatisfied`; a missing capability is `unavailable`.
    package var exitStatus: ExitStatus {
        switch self {
        case .failed, .failedWithMusl: .unsatisfied
        case .wrongHost, .foreignModules, .noCompatibility: .unavailable
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
