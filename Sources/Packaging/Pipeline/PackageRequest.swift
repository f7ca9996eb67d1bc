package import Archive
package import Building
import Checksums
package import Model
package import SystemPackage

/// Everything that decides what `package` makes.
package struct PackageRequest: Sendable {
    /// A function and the targets its product is made of.
    package struct Function: Sendable, Hashable {
        /// The function.
        package var settings: LambdaFunction
        /// The SwiftPM targets of its product.
        package var targets: [String]
        /// Which libraries its archive brings.
        package var bundle: BundleMode

        /// Creates a function to package.
        package init(settings: LambdaFunction, targets: [String], bundle: BundleMode = .auto) {
            self.settings = settings
            self.targets = targets
            self.bundle = bundle
        }
    }

    /// The package's directory; absolute.
    package var package: FilePath
    /// Where the package lies if it is a copy.
    var original: FilePath?
    /// The directory that receives a directory for each function; absolute.
    package var output: FilePath
    /// SwiftPM's scratch directory and the stripped binaries; absolute.
    package var scratch: FilePath
    /// The functions.
    package var functions: [Function]
    /// What builds them; it is for their architecture.
    package var builder: BuilderDecision
    /// What becomes of symbols.
    package var symbols: SymbolHandling
    /// Other packages on this machine that the package depends on; absolute.
    package var localPackages: [FilePath]
    /// How hard to compress.
    package var compression: CompressionLevel
    /// What the code is made to be.
    package var optimization: Optimization
    /// What is added to the options of `swift build`.
    package var arguments: [String]
    /// Whether a build of the whole package compiles nothing besides the functions.
    package var isWholePackage: Bool
    /// How many builds and functions are worked on at a time.
    package var jobs: JobLimit
    /// The version of this program.
    package var toolVersion: String

    /// Creates a request.
    package init(
        package: FilePath,
        output: FilePath,
        scratch: FilePath,
        functions: [Function],
        builder: BuilderDecision,
        symbols: SymbolHandling = .strip,
        localPackages: [FilePath] = [],
        compression: CompressionLevel = .standard,
        optimization: Optimization = .none,
        arguments: [String] = [],
        isWholePackage: Bool = false,
        jobs: JobLimit,
        toolVersion: String
    ) {
        self.package = package
        self.output = output
        self.scratch = scratch
        self.functions = functions
        self.builder = builder
        self.symbols = symbols
        self.localPackages = localPackages
        self.compression = compression
        self.optimization = optimization
        self.arguments = arguments
        self.isWholePackage = isWholePackage
        self.jobs = jobs
        self.toolVersion = toolVersion
    }

    /// The directory of its builds.
    ///
    /// What other options compile would all be compiled again in the same one.
    var buildScratch: FilePath {
        let directory = optimization == .none ? scratch : scratch.appending(optimization.rawValue)
        guard !arguments.isEmpty else { return directory }
        let digest = SHA256.hexadecimal(of: arguments.joined(separator: "\0").utf8)
        return directory.appending("arguments-\(digest.prefix(12))")
    }

    /// Where a function's outputs go.
    package func directory(of function: LambdaFunction) -> FilePath {
        OutputLayout(output: output).directory(function: function.name, architecture: function.architecture)
    }
}
