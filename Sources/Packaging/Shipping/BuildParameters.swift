import Archive
package import Model

/// The parameters of a build that decide over an archive's bytes, as its provenance records them.
package struct BuildParameters: Sendable, Hashable, Codable {
    /// An included file or directory.
    package struct Include: Sendable, Hashable, Codable {
        /// Its path, relative to the package.
        package var source: String
        /// Its path in the archive, if it is another one.
        package var destination: String?
    }

    /// The repository of the sources; `nil` if it has no address that means something elsewhere.
    package var source: String?
    /// The package's directory in the repository.
    package var packagePath: String
    /// The function.
    package var function: String
    /// The SwiftPM product.
    package var product: String
    /// The architecture.
    package var architecture: String
    /// The runtime.
    package var runtime: String
    /// What ran the build.
    package var builder: String
    /// The Swift SDK, if one was used.
    package var swiftSDK: String?
    /// The C library, if a Swift SDK was used.
    package var libc: String?
    /// The image, if one was used.
    package var image: String?
    /// The libraries to bundle.
    package var bundle: String
    /// Whether calls of functions that the runtime lacks go to older versions of them.
    package var forward: Bool
    /// What the code was optimized for.
    package var optimize: String
    /// Additional options of `swift build`.
    package var buildArguments: [String]
    /// What became of the symbols.
    package var symbols: String
    /// The compression level.
    package var compression: Int
    /// The included files.
    package var include: [Include]
    /// Patterns of files that were left out of them.
    package var exclude: [String]
}

extension BuildParameters {
    /// The parameters with which a function was packaged.
    init(_ packaged: PackagedFunction, of run: PackageRun, tools: Manifest.Tools, repository: SourceRepository?) {
        let function = packaged.function
        self.init(
            source: repository?.location?.gitURI, packagePath: repository?.packagePath ?? ".",
            function: function.name, product: function.product, architecture: function.architecture.rawValue,
            runtime: function.runtime.rawValue, builder: tools.builder, swiftSDK: tools.swiftSDK,
            libc: packaged.materials?.libc?.rawValue, image: tools.image, bundle: function.build.bundle.rawValue,
            forward: function.build.forwards, optimize: function.build.optimization.rawValue,
            buildArguments: function.build.arguments, symbols: run.symbols.rawValue,
            compression: run.compression.rawValue,
            include: function.include.map { Include(source: $0.source, destination: $0.destination) },
            exclude: function.exclude)
    }

    /// A function as it is now, with everything that these parameters fix.
    ///
    /// - Returns: `nil` if a value is not one that this version knows.
    package func applied(to function: LambdaFunction) -> LambdaFunction? {
        guard let architecture = Architecture(rawValue: architecture), let runtime = LambdaRuntime(rawValue: runtime),
            let builder = BuilderChoice(rawValue: builder), let bundle = BundleMode(rawValue: bundle),
            let optimization = Optimization(rawValue: optimize)
        else { return nil }
        var function = function
        function.product = product
        function.architecture = architecture
        function.runtime = runtime
        function.include = include.map { IncludeRule(source: $0.source, destination: $0.destination) }
        function.exclude = exclude
        var preference = function.build.builder
        preference.choice = builder
        preference.sdks = [swiftSDK].compactMap { $0 }
        preference.libc = libc.flatMap { CLibrary(rawValue: $0) }
        preference.image = image
        function.build = FunctionBuild(
            builder: preference, bundle: bundle, forwards: forward, optimization: optimization,
            arguments: buildArguments)
        return function
    }
}
