package import Host
package import Model
package import SystemPackage

/// Chooses the builder for an architecture and preference; queries each engine and the compiler at most once.
///
/// `auto` uses an installed Swift SDK that fits the compiler, else the native builder if the machine has the
/// architecture, else a container engine that responds, else a Swift SDK that may be too old for the package.
package actor BuilderChooser {
    private let host: Host
    private let store: SDKStore
    private let user: UserIdentity
    private let cache: FilePath
    private let machine: BuilderSelection.Machine
    private var knownToolchain: Toolchain?
    private var knownEngines: [ContainerEngine?: AnsweringEngine] = [:]

    /// Creates a chooser.
    ///
    /// - Parameters:
    ///   - store: the directory of Swift SDKs.
    ///   - machine: what this machine can build natively.
    ///   - user: the owner of files that containers write.
    ///   - cache: the directory in which containers cache dependencies.
    package init(
        host: Host, store: SDKStore, machine: BuilderSelection.Machine, user: UserIdentity, cache: FilePath
    ) {
        self.host = host
        self.store = store
        self.machine = machine
        self.user = user
        self.cache = cache
    }

    /// The builder for an architecture.
    ///
    /// - Parameters:
    ///   - runtime: the oldest runtime of the functions.
    ///   - needs: reads the package's requirements for an SDK; called only if there is one.
    /// - Throws: `SelectionFailure`, `ContainerError`, `BuildError.wrongHost`, `ToolchainError`; `CancellationError`.
    package func decide(
        _ architecture: Architecture, runtime: LambdaRuntime, preference: BuilderPreference,
        needs: @Sendable () throws -> PackageNeeds = { PackageNeeds() }
    ) async throws -> BuilderDecision {
        if preference.choice == .container {
            return try await containerDecision(
                architecture, runtime, preference, reason: "as requested")
        }
        guard hasSwift || preference.choice != .auto || !preference.sdks.isEmpty else {
            return try await withoutSwift(architecture, runtime, preference)
        }
        var contents = try store.contents()
        if contents.sdks.isEmpty, preference.choice == .auto, preference.sdks.isEmpty, preference.libc != .musl,
            architecture == machine.nativeArchitecture
        {
            // The compiler version is not needed if there is nothing to compare.
            return .onlyNative(architecture)
        }
        contents = try await contents.describingCompilers(on: host)
        let selection = BuilderSelection(
            preference: preference, machine: machine, store: store, contents: contents,
            toolchain: try await toolchain(), needs: try needs())
        do {
            return try selection.decide(architecture)
        } catch let failure as SelectionFailure {
            guard preference.choice == .auto, case .noBuilder = failure else { throw failure }
            let lastResort = selection.lastResort(architecture)
            guard preference.libc != .musl else {
                if let lastResort { return lastResort }
                throw failure
            }
            return try await instead(of: failure, architecture, runtime, preference, lastResort)
        }
    }

    /// The version of the compiler of a decision; `nil` if only its image knows.
    ///
    /// - Throws: `ToolchainError`; `CancellationError`.
    package func compilerVersion(of decision: BuilderDecision) async throws -> DottedVersion? {
        switch decision.method {
        case .container: nil
        case .sdk(_, let target, _): target.compilerVersion(with: try await toolchain())
        case .native: try await toolchain().version
        }
    }

    /// A container as the fallback, or another fallback if no engine responds.
    private func instead(
        of failure: SelectionFailure, _ architecture: Architecture, _ runtime: LambdaRuntime,
        _ preference: BuilderPreference, _ lastResort: BuilderDecision?
    ) async throws -> BuilderDecision {
        do {
            return try await containerDecision(
                architecture, runtime, preference,
                reason: "because no installed Swift SDK fits and this machine's Swift does not build for it",
                fallbackSDK: lastResort?.sdkID)
        } catch ContainerError.noEngine(_, let silent) {
            if let lastResort { return lastResort }
            throw failure.adding(silent)
        }
    }

    private var hasSwift: Bool { host.processes.locate("swift") != nil }

    private func withoutSwift(
        _ architecture: Architecture, _ runtime: LambdaRuntime, _ preference: BuilderPreference
    ) async throws -> BuilderDecision {
        do {
            return try await containerDecision(
                architecture, runtime, preference, reason: "because this machine has no Swift")
        } catch ContainerError.noEngine {
            throw ToolchainError.noSwift
        }
    }

    private func containerDecision(
        _ architecture: Architecture, _ runtime: LambdaRuntime, _ preference: BuilderPreference, reason: String,
        fallbackSDK: String? = nil
    ) async throws -> BuilderDecision {
        var plan = try await container(runtime: runtime, preference)
        plan.fallbackSDK = fallbackSDK
        return BuilderDecision(architecture: architecture, method: .container(plan), reason: reason)
    }

    /// The engine and image for a runtime.
    ///
    /// - Throws: `ContainerError`; `CancellationError`.
    package func container(
        runtime: LambdaRuntime, _ preference: BuilderPreference
    ) async throws -> ContainerPlan {
        let engine = try await engine(preference.engine)
        let image: String
        if let named = preference.image {
            image = named
        } else {
            let compiler = hasSwift ? try await toolchain().compilerVersion : nil
            image = try SwiftImage.reference(compiler: compiler, runtime: runtime)
        }
        return ContainerPlan(
            engine: engine.engine, program: engine.program, isRootless: engine.isRootless, image: image,
            isPulled: preference.isPulled, user: user, cache: cache)
    }

    private func engine(_ asked: ContainerEngine?) async throws -> AnsweringEngine {
        if let known = knownEngines[asked] { return known }
        let engine = try await EngineSearch(host: host).find(asked)
        knownEngines[asked] = engine
        return engine
    }

    private func toolchain() async throws -> Toolchain {
        if let knownToolchain { return knownToolchain }
        let toolchain = try await Toolchain.describe(swift: try Toolchain.locateSwift(on: host), on: host)
        knownToolchain = toolchain
        return toolchain
    }
}

extension SelectionFailure {
    /// The failure, with the engines that could have helped.
    func adding(_ engines: [SilentEngine]) -> SelectionFailure {
        guard case .noBuilder(let architecture, let toolchain, let machine, let libc, let unfit, let problems, _) = self
        else { return self }
        return .noBuilder(
            architecture, toolchain: toolchain, machine: machine, libc: libc, unfit: unfit, problems: problems,
            engines: engines)
    }
}
