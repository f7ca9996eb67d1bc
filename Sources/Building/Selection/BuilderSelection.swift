package import Host
package import Model
import SystemPackage

/// Chooses between Swift SDKs and the native builder; `BuilderChooser` also handles containers.
///
/// `auto` tries, in this order: an installed Swift SDK for the architecture that fits the compiler, musl before glibc;
/// the native builder if the machine has that architecture. On the machine's own architecture, a glibc SDK takes
/// precedence over the native builder only if its glibc is not newer than the machine's: otherwise the function would
/// require a newer glibc than a native build.
package struct BuilderSelection: Sendable {
    /// What this machine can build natively.
    package struct Machine: Sendable, Hashable {
        /// The architecture, or `nil` if it is not a Linux machine with an architecture of Lambda.
        package var nativeArchitecture: Architecture?
        /// The version of its glibc.
        package var glibcVersion: DottedVersion?

        /// Creates a machine.
        package init(nativeArchitecture: Architecture?, glibcVersion: DottedVersion? = nil) {
            self.nativeArchitecture = nativeArchitecture
            self.glibcVersion = glibcVersion
        }

        /// This machine.
        package static func current(files: any FileSystem) -> Machine {
            #if os(Linux)
            Machine(nativeArchitecture: .current, glibcVersion: Building.glibcVersion(ofSystem: "/", files: files))
            #else
            Machine(nativeArchitecture: nil)
            #endif
        }
    }

    let preference: BuilderPreference
    let machine: Machine
    let store: SDKStore
    let contents: SDKStore.Contents
    let toolchain: Toolchain
    let needs: PackageNeeds

    /// Creates a selection.
    ///
    /// - Parameter needs: the package's requirements; an SDK that the user named is used anyway.
    package init(
        preference: BuilderPreference,
        machine: Machine,
        store: SDKStore,
        contents: SDKStore.Contents,
        toolchain: Toolchain,
        needs: PackageNeeds = PackageNeeds()
    ) {
        self.preference = preference
        self.machine = machine
        self.store = store
        self.contents = contents
        self.toolchain = toolchain
        self.needs = needs
    }

    /// The builder for an architecture.
    ///
    /// - Throws: `SelectionFailure`; `BuildError.wrongHost` if `native` was requested but is impossible.
    package func decide(_ architecture: Architecture) throws -> BuilderDecision {
        let pinned = try pinnedSDKs()
        if !pinned.isEmpty || preference.choice == .sdk {
            return try sdkDecision(architecture, pinned: pinned)
        }
        let isNative = machine.nativeArchitecture == architecture
        switch preference.choice {
        case .native:
            try NativeBuilder.check(architecture, against: machine.nativeArchitecture)
            return BuilderDecision(architecture: architecture, method: .native, reason: "as requested")
        case .auto, .sdk, .container:
            let all = candidates(for: architecture)
            let candidates = all.filter { $0.fitness.isUsable }
            if let best = candidates.first(where: { !isNative || replacesNative($0.target) }) {
                return decision(best, reason: "because it is installed and fits the compiler")
            }
            // A native build links to the machine's C library.
            if isNative, preference.libc != .musl {
                return BuilderDecision(
                    architecture: architecture, method: .native,
                    reason: "because this machine is \(architecture) and "
                        + Self.reason(forNativeInsteadOf: candidates, unfit: all))
            }
            throw noBuilder(architecture)
        }
    }

    /// An SDK that is older than a package's tools version, if there is no other builder: whether the package uses
    /// anything newer shows at compile time.
    func lastResort(_ architecture: Architecture) -> BuilderDecision? {
        for candidate in candidates(for: architecture) {
            guard case .olderThanTools(let version, let tools, let package) = candidate.fitness else { continue }
            return decision(
                candidate,
                reason:
                    "as the only choice, although it has Swift \(version) and the package '\(package)' requires "
                    + "\(tools)")
        }
        return nil
    }

    private static func reason(forNativeInsteadOf candidates: [Candidate], unfit: [Candidate]) -> String {
        guard let first = candidates.first else { return reason(whyNoneOf: unfit) }
        return first.target.compiler == nil
            ? "the installed SDK has a newer glibc than this machine" : "the installed SDK has another compiler"
    }

    private static func reason(whyNoneOf candidates: [Candidate]) -> String {
        for candidate in candidates {
            switch candidate.fitness {
            case .lacking(let modules, let file):
                return
                    "the Swift SDK '\(candidate.sdk.id)' lacks \(modules.joined(separator: " and ")), which '\(file)' imports"
            case .olderThanTools(let version, let tools, let package):
                return "the Swift SDK '\(candidate.sdk.id)' has Swift \(version), but the package '\(package)' "
                    + "requires \(tools)"
            case .exact, .rebuilt, .unknown, .wrongVersion, .wrongHost: continue
            }
        }
        return "no installed Swift SDK for it fits"
    }

    private func sdkDecision(_ architecture: Architecture, pinned: [SwiftSDK]) throws -> BuilderDecision {
        let all = candidates(for: architecture, named: !pinned.isEmpty).filter { candidate in
            pinned.isEmpty || pinned.contains { $0.id == candidate.sdk.id }
        }
        if let best = all.first(where: { $0.fitness.isUsable }) {
            return decision(best, reason: pinned.isEmpty ? "because it is the best installed match" : "as requested")
        }
        if pinned.isEmpty {
            if let lastResort = lastResort(architecture) { return lastResort }
            throw noBuilder(architecture)
        }
        throw all.first.map {
            SelectionFailure.unfit($0.sdk.id, $0.fitness, compiler: $0.target.compilerVersion(with: toolchain))
        }
            ?? .wrongArchitecture(pinned.map(\.id), architecture: architecture)
    }

    private func decision(_ candidate: Candidate, reason: String) -> BuilderDecision {
        BuilderDecision(
            architecture: candidate.target.architecture,
            method: .sdk(candidate.sdk, candidate.target, store: store.directory), reason: reason)
    }

    /// The SDKs that the user named.
    private func pinnedSDKs() throws(SelectionFailure) -> [SwiftSDK] {
        try preference.sdks.map { id throws(SelectionFailure) in
            if let sdk = contents.sdks.first(where: { $0.id == id }) { return sdk }
            if let problem = contents.problems.first(where: { $0.id == id || $0.bundle.stem == id }) {
                throw .broken(problem)
            }
            throw .unknown(id, known: contents.sdks.map(\.id))
        }
    }

    /// Whether a target may take the place of a native build.
    ///
    /// Another compiler than this machine's is for what this machine can't build.
    private func replacesNative(_ target: SwiftSDK.Target) -> Bool {
        guard target.compiler == nil else { return false }
        guard target.libc == .glibc else { return true }
        guard let own = machine.glibcVersion, let brought = target.glibcVersion else { return false }
        return brought <= own
    }

    private func noBuilder(_ architecture: Architecture) -> SelectionFailure {
        .noBuilder(
            architecture, toolchain: toolchain, machine: machine, libc: preference.libc,
            unfit: candidates(for: architecture, named: true).filter { !$0.fitness.isUsable }.map {
                ($0.sdk.id, $0.fitness)
            }.map { UnfitSDK(id: $0, fitness: $1) },
            problems: contents.problems)
    }

    private struct Candidate {
        var sdk: SwiftSDK
        var target: SwiftSDK.Target
        var fitness: SDKFitness
    }

    /// The requirements for an SDK; none if the user named it.
    private func needs(ofNamed isNamed: Bool) -> PackageNeeds {
        isNamed && !preference.sdks.isEmpty ? PackageNeeds() : needs
    }

    /// The installed SDKs for an architecture, the best first: usable, musl, the compiler's version, newest.
    ///
    /// - Parameter named: whether the user named the SDKs; the requested C library then only affects the order.
    private func candidates(for architecture: Architecture, named: Bool = false) -> [Candidate] {
        let first = preference.libc ?? .musl
        let all = contents.sdks.flatMap { sdk in
            sdk.targets.filter { target in
                target.architecture == architecture
                    && (named || preference.libc == nil || target.libc == preference.libc)
            }.map {
                Candidate(sdk: sdk, target: $0, fitness: SDKFitness($0, for: toolchain, needs: needs(ofNamed: named)))
            }
        }
        func key(_ candidate: Candidate) -> (Int, Int, Int) {
            (candidate.fitness.isUsable ? 0 : 1, candidate.target.libc == first ? 0 : 1, candidate.fitness.rank)
        }
        return all.sorted { left, right in
            if key(left) != key(right) { return key(left) < key(right) }
            if let old = left.target.swiftVersion, let new = right.target.swiftVersion, old != new { return old > new }
            return left.sdk.id < right.sdk.id
        }
    }
}

/// An installed SDK that can't be used, and the reason.
package struct UnfitSDK: Sendable, Hashable {
    /// The SDK's name.
    package var id: String
    /// The reason.
    package var fitness: SDKFitness
}
