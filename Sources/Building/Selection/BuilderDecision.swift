package import Host
package import Model
package import SystemPackage

/// The builder for an architecture, and the reason.
package struct BuilderDecision: Sendable, Hashable {
    /// The builders.
    package enum Method: Sendable, Hashable {
        /// This machine's toolchain.
        case native
        /// A Swift SDK and its target, and the directory of SwiftPM's SDKs.
        case sdk(SwiftSDK, SwiftSDK.Target, store: FilePath)
        /// An image's toolchain, in containers.
        case container(ContainerPlan)
    }

    /// The architecture to build for.
    package var architecture: Architecture
    /// The builder.
    package var method: Method
    /// Why it was chosen, as the end of a sentence.
    package var reason: String

    /// Creates a decision.
    package init(architecture: Architecture, method: Method, reason: String) {
        self.architecture = architecture
        self.method = method
        self.reason = reason
    }

    /// The native builder, if no Swift SDK is installed.
    package static func onlyNative(_ architecture: Architecture) -> BuilderDecision {
        BuilderDecision(
            architecture: architecture, method: .native,
            reason: "because this machine is \(architecture) and no Swift SDK is installed")
    }

    /// Whether there was no choice, so that it need not be reported.
    package var isPlain: Bool { self == .onlyNative(architecture) }

    /// The name of the Swift SDK, if one was chosen.
    var sdkID: String? {
        guard case .sdk(let sdk, _, _) = method else { return nil }
        return sdk.id
    }

    /// The choice and its reason in one line.
    package var summary: String {
        switch method {
        case .native: "\(architecture): the native builder, \(reason)"
        case .sdk(let sdk, let target, _):
            "\(architecture): the Swift SDK '\(sdk.id)' (\(target.libc)\(Self.compiler(of: target))), \(reason)"
        case .container(let plan):
            "\(architecture): a container of '\(plan.image)' with \(plan.engine.rawValue), \(reason)"
        }
    }

    /// What emulation costs, if a container of another architecture builds; `nil` otherwise.
    ///
    /// - Parameter machine: this machine's architecture.
    package func emulationNote(on machine: Architecture?) -> String? {
        guard case .container = method, let machine, machine != architecture else { return nil }
        return
            "The container's programs are emulated, which makes a build many times slower; a Swift SDK for \(architecture) "
            + "needs no emulation: swiftlambda sdk make --from debian --complete --arch \(architecture)"
    }

    private static func compiler(of target: SwiftSDK.Target) -> String {
        guard let version = target.ownToolchain?.version else { return "" }
        return ", with its own Swift \(version)"
    }

    /// The builder that was chosen, for one plan.
    ///
    /// - Throws: `ToolchainError.noSwift` if this machine's Swift is needed but missing.
    package func builder(for plan: BuildPlan, on host: Host) throws -> any Builder {
        switch method {
        case .native: NativeBuilder(host: host, swift: try Toolchain.locateSwift(on: host))
        case .sdk(let sdk, let target, let store):
            SDKBuilder(
                host: host, swift: try Toolchain.locateSwift(on: host), sdk: sdk, target: target, store: store)
        case .container(let container):
            ContainerBuilder(host: host, container: container, architecture: architecture, plan: plan)
        }
    }
}
