package import Host
package import Model
package import SystemPackage

/// Builds with the toolchain of this machine, for this machine.
package struct NativeBuilder: Builder {
    private let host: Host
    private let swift: FilePath

    /// `native`.
    package var name: String { BuilderChoice.native.rawValue }
    /// None.
    package var swiftSDK: String? { nil }
    /// The toolchain's default.
    package var triple: String? { nil }

    /// Creates a builder.
    package init(host: Host, swift: FilePath) {
        self.host = host
        self.swift = swift
    }

    /// Refuses an architecture that this machine's toolchain can't build for.
    ///
    /// - Throws: `BuildError.wrongHost`.
    package static func check(_ architecture: Architecture, against hostArchitecture: Architecture?) throws(BuildError)
    {
        #if os(Linux)
        let canBuild = architecture == hostArchitecture
        #else
        let canBuild = false
        #endif
        guard canBuild else {
            throw .wrongHost(wanted: architecture, host: hostArchitecture)
        }
    }

    /// SwiftPM's scratch directory inside that of a plan.
    package static func scratch(in directory: FilePath) -> FilePath { directory.appending("native") }

    static func commands(swift: FilePath, plan: BuildPlan) -> [Command] {
        plan.commands(swift: swift, scratch: scratch(in: plan.scratch), options: ["--static-swift-stdlib"])
    }

    /// This machine's toolchain.
    package func toolchain() async throws -> Toolchain { try await Toolchain.describe(swift: swift, on: host) }

    /// Builds a plan's products.
    ///
    /// - Parameter onLine: called with each line that SwiftPM prints, as it is printed.
    /// - Throws: `BuildError.failed` if the package does not compile; `CancellationError`.
    package func build(_ plan: BuildPlan, onLine: @escaping @Sendable (String) -> Void) async throws -> BuildOutput {
        let scratch = Self.scratch(in: plan.scratch)
        let watch = BuildWatch()
        let end = try await ResourceAccessors(files: host.files, scratch: scratch, plan: plan)
            .building(Self.commands(swift: swift, plan: plan), on: host) { line in
                watch.read(line)
                onLine(line)
            }
        guard end.isSuccess else { throw plan.failure(end, advice: watch.hint()) }
        // The native build system maintains this link to `<triple>/release`.
        return BuildOutput(binaries: scratch.appending("release"))
    }
}
