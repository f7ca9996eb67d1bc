package import Archive
package import Model
package import SystemPackage

/// A run of `package`: what all of its builds have in common, and the builds.
package struct PackageRun: Sendable {
    /// The package's directory; absolute.
    package var package: FilePath
    /// Where the package lies if it is a copy.
    var original: FilePath?
    /// The directory that receives a directory for each function; absolute.
    package var output: FilePath
    /// The directory for all builds and stripped binaries; absolute.
    package var scratch: FilePath
    /// Other packages on this machine that the package depends on; absolute.
    package var localPackages: [FilePath]
    /// What becomes of symbols.
    package var symbols: SymbolHandling
    /// How hard to compress.
    package var compression: CompressionLevel
    /// How many builds and functions are worked on at a time.
    package var jobs: JobLimit
    /// The version of this program.
    package var toolVersion: String
    /// Whether to collect what went into archives besides the package's own sources.
    package var collectsMaterials = false
    /// What is built.
    package var builds: [PackageBuild]

    /// Creates a run.
    package init(
        package: FilePath,
        output: FilePath,
        scratch: FilePath,
        localPackages: [FilePath] = [],
        symbols: SymbolHandling = .strip,
        compression: CompressionLevel = .standard,
        jobs: JobLimit,
        toolVersion: String,
        builds: [PackageBuild] = []
    ) {
        self.package = package
        self.output = output
        self.scratch = scratch
        self.localPackages = localPackages
        self.symbols = symbols
        self.compression = compression
        self.jobs = jobs
        self.toolVersion = toolVersion
        self.builds = builds
    }

    /// Where a function's outputs go.
    package func directory(of function: LambdaFunction) -> FilePath {
        OutputLayout(output: output).directory(function: function.name, architecture: function.architecture)
    }
}
