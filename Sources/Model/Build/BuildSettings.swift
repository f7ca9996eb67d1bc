/// How a function is built, as set by the user; `nil` means not set.
package struct BuildSettings: Sendable, Hashable {
    /// The builder.
    package var builder: BuilderChoice?
    /// The Swift SDKs to use.
    package var swiftSDK: [String]?
    /// The C library that programs are linked to.
    package var libc: CLibrary?
    /// The engine that runs containers.
    package var engine: ContainerEngine?
    /// The image with the toolchain.
    package var image: String?
    /// The libraries to bundle.
    package var bundle: BundleMode?
    /// Whether to call older versions of functions that the runtime's C libraries lack.
    package var forward: Bool?
    /// What to optimize for.
    package var optimize: Optimization?
    /// Additional options of `swift build`.
    package var arguments: [String]?

    /// Creates settings; by default nothing is set.
    package init(
        builder: BuilderChoice? = nil,
        swiftSDK: [String]? = nil,
        libc: CLibrary? = nil,
        engine: ContainerEngine? = nil,
        image: String? = nil,
        bundle: BundleMode? = nil,
        forward: Bool? = nil,
        optimize: Optimization? = nil,
        arguments: [String]? = nil
    ) {
        self.builder = builder
        self.swiftSDK = swiftSDK
        self.libc = libc
        self.engine = engine
        self.image = image
        self.bundle = bundle
        self.forward = forward
        self.optimize = optimize
        self.arguments = arguments
    }

    /// These settings, with missing values from others.
    package func filled(from other: BuildSettings) -> BuildSettings {
        BuildSettings(
            builder: builder ?? other.builder, swiftSDK: swiftSDK ?? other.swiftSDK, libc: libc ?? other.libc,
            engine: engine ?? other.engine, image: image ?? other.image, bundle: bundle ?? other.bundle,
            forward: forward ?? other.forward, optimize: optimize ?? other.optimize,
            arguments: arguments ?? other.arguments)
    }
}
