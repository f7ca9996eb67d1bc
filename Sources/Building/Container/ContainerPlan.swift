package import Host
package import Model
package import SystemPackage

/// What runs a build in a container: an engine that answers, an image, and whose files it writes.
package struct ContainerPlan: Sendable, Hashable {
    /// The engine.
    package var engine: ContainerEngine
    /// The engine's program.
    package var program: FilePath
    /// Whether the engine runs without root's rights.
    package var isRootless: Bool
    /// The image's name.
    package var image: String
    /// Whether the image is pulled even where it is there.
    package var isPulled: Bool
    /// Who owns what the build writes.
    package var user: UserIdentity
    /// The directory in which dependencies are kept for all builds.
    package var cache: FilePath
    /// The name of an installed Swift SDK that may do where the image cannot be had.
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

/// The Swift images that builds use unless told otherwise.
package enum SwiftImage {
    /// The image of a compiler's release for the system of a runtime.
    ///
    /// Named in full, since Podman looks for a short name nowhere unless it is configured to.
    ///
    /// - Parameter compiler: what the compiler says of itself; `nil` takes the newest release that is known here.
    /// - Throws: `ContainerError.noImage` for a compiler that is no release.
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
