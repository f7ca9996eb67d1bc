package import Host
package import Model
package import SystemPackage

/// How to build in a container: an engine that responds, an image, and the owner of the files.
package struct ContainerPlan: Sendable, Hashable {
    /// The engine.
    package var engine: ContainerEngine
    /// The engine's program.
    package var program: FilePath
    /// Whether the engine runs rootless.
    package var isRootless: Bool
    /// The image's name.
    package var image: String
    /// Whether the image is pulled even if it exists.
    package var isPulled: Bool
    /// The owner of the build's files.
    package var user: UserIdentity
    /// The directory that caches dependencies for all builds.
    package var cache: FilePath
    /// The name of an installed Swift SDK that may work if the image is unavailable.
    package var fallbackSDK: String?

    /// Creates a plan.
    package init(
        engine: ContainerEngine,
        program: FilePath,
        isRootless: Bool,
        image: String,
        isPulled: Bool = false,
        user: UserIdentity,
        cache: FilePath,
        fallbackSDK: String? = nil
    ) {
        self.engine = engine
        self.program = program
        self.isRootless = isRootless
        self.image = image
        self.isPulled = isPulled
        self.user = user
        self.cache = cache
        self.fallbackSDK = fallbackSDK
    }

    var driver: EngineDriver { .driver(of: engine) }
}

/// The Swift images that builds use by default.
package enum SwiftImage {
    /// The image of a compiler's release for a runtime's operating system.
    ///
    /// The full name, since Podman resolves short names only if configured to.
    ///
    /// - Parameter compiler: the compiler's version line; `nil` means the newest known release.
    /// - Throws: `ContainerError.noImage` if the compiler is not a release.
    package static func reference(
        compiler: String?, runtime: LambdaRuntime
    ) throws(ContainerError) -> String {
        let system =
            switch runtime {
            case .providedAL2023: "amazonlinux2023"
            case .providedAL2: "amazonlinux2"
            }
        let tag = compiler.map(StaticLinuxSDK.releaseTag) ?? StaticLinuxSDK.newestReleaseTag
        guard let version = tag?.dropFirst("swift-".count).dropLast("-RELEASE".count) else {
            throw .noImage(compiler: compiler ?? "")
        }
        return "docker.io/library/swift:\(version)-\(system)"
    }
}
