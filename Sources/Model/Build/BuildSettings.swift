/// How a function is built, as far as the user says; `nil` where nothing is said.
package struct BuildSettings: Sendable, Hashable {
    /// What runs the build.
    package var builder: BuilderChoice?
    /// The Swift SDKs that may be used.
    package var swiftSDK: [String]?
    /// The C library that programs are linked to.
    package var libc: CLibrary?
    /// The engine that runs containers.
    package var engine: ContainerEngine?
    /// The image that has the toolchain.
    package var image: String?
    /// The libraries that archives bring.
    package var bundle: BundleMode?
    /// What the code is made to be.
    package var optimize: Optimization?
    /// What is added to the options of `swift build`.
    package var arguments: [String]?

    /// Creates settings; by default nothing is said.
    package init(
        builder: BuilderChoice? = nil,
        swiftSDK: [String]? = nil,
        libc: CLibrary? = nil,
        engine: ContainerEngine? = nil,
        image: String? = nil,
        bundle: BundleMode? = nil,
        optimize: Optimization? = nil,
        arguments: [String]? = nil
    ) {
        self.builder = builder
        self.swiftSDK = swiftSDK
        self.libc = libc
        self.engine = engine
        self.image = image
        self.bundle = bundle
        self.optimize = optimize
        self.arguments = arguments
    }

    /// These settings, with another's where these say nothing.
    package func filled(from other: BuildSettings) -> BuildSettings {
        BuildSettings(
            builder: builder ?? other.builder, swiftSDK: swiftSDK ?? other.swiftSDK, libc: libc ?? other.libc,
            engine: engine ?? other.engine, image: image ?? other.image, bundle: bundle ?? other.bundle,
            optimize: optimize ?? other.optimize, arguments: arguments ?? other.arguments)
    }
}
