package import Model
package import SystemPackage

/// An installed Swift SDK: one artifact of a bundle, with the Linux targets it builds for.
package struct SwiftSDK: Sendable, Hashable {
    /// One target triple of an SDK.
    package struct Target: Sendable, Hashable {
        /// The triple, as `swift-sdk.json` spells it.
        package var triple: String
        /// Lambda's architecture.
        package var architecture: Architecture
        /// The C library.
        package var libc: CLibrary
        /// The root of the target's file system.
        package var sdkRoot: FilePath
        /// The directory of the Swift modules for static linking.
        package var staticResources: FilePath
        /// The triples of machines that can use it; `nil` means any.
        package var hostTriples: [String]?
        /// The version of the compiler that made its modules, if known.
        package var swiftVersion: DottedVersion?
        /// Whether its standard library has only an interface, which another version of the compiler can rebuild.
        package var isRebuildable: Bool
        /// The version of its glibc, if it has one and the version is known.
        package var glibcVersion: DottedVersion?
        /// The Swift modules that it has, and whether each can be rebuilt; `nil` if unknown.
        package var modules: [String: Bool]?
        /// The compiler that its toolset names, if it has its own.
        package var compiler: FilePath?
        /// What that compiler says of itself; `nil` until it was asked.
        package var ownToolchain: Toolchain?

        /// Creates a target.
        package init(
            triple: String,
            architecture: Architecture,
            libc: CLibrary,
            sdkRoot: FilePath,
            staticResources: FilePath,
            hostTriples: [String]? = nil,
            swiftVersion: DottedVersion? = nil,
            isRebuildable: Bool = false,
            glibcVersion: DottedVersion? = nil,
            modules: [String: Bool]? = nil,
            compiler: FilePath? = nil
        ) {
            self.triple = triple
            self.architecture = architecture
            self.libc = libc
            self.sdkRoot = sdkRoot
            self.staticResources = staticResources
            self.hostTriples = hostTriples
            self.swiftVersion = swiftVersion
            self.isRebuildable = isRebuildable
            self.glibcVersion = glibcVersion
            self.modules = modules
            self.compiler = compiler
        }

        /// The version of the compiler that builds with it: its own, or that of a toolchain.
        package func compilerVersion(with toolchain: Toolchain) -> DottedVersion? {
            (ownToolchain ?? toolchain).version
        }

        /// The modules that a compiler can import.
        ///
        /// - Parameter isRebuilt: whether the compiler is of another version, so that it can only rebuild modules.
        func modules(isRebuilt: Bool) -> Set<String>? {
            modules.map { Set($0.filter { !isRebuilt || $0.value }.keys) }
        }

        /// The modules often imported by functions that it lacks for a compiler.
        package func missingModules(for toolchain: Toolchain) -> [String] {
            let isRebuilt = if case .rebuilt = SDKFitness(self, for: toolchain) { true } else { false }
            guard let modules = modules(isRebuilt: isRebuilt) else { return [] }
            return ["Foundation", "FoundationEssentials", "Dispatch", "Synchronization"].filter {
                !modules.contains($0)
            }
        }
    }

    /// The artifact's name, for `swift build --swift-sdk`.
    package var id: String
    /// The directory of the bundle.
    package var bundle: FilePath
    /// The targets, by triple.
    package var targets: [Target]

    /// Creates an SDK.
    package init(id: String, bundle: FilePath, targets: [Target]) {
        self.id = id
        self.bundle = bundle
        self.targets = targets
    }

    /// The target for an architecture; prefers musl.
    package func target(for architecture: Architecture) -> Target? {
        targets.filter { $0.architecture == architecture }.min { left, right in
            (left.libc == .musl ? 0 : 1, left.triple) < (right.libc == .musl ? 0 : 1, right.triple)
        }
    }
}

extension Architecture {
    /// The architecture of a target triple.
    init?(triple: String) {
        guard let name = triple.split(separator: "-").first else { return nil }
        self.init(spelling: String(name))
    }
}

extension CLibrary {
    /// The C library of a Linux triple; `nil` for other systems.
    init?(triple: String) {
        let parts = triple.split(separator: "-")
        guard parts.contains("linux"), let environment = parts.last else { return nil }
        if environment.hasPrefix("musl") {
            self = .musl
        } else if environment.hasPrefix("gnu") {
            self = .glibc
        } else {
            return nil
        }
    }
}
