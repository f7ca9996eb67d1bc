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

/// The places of a function's outputs, which `package` writes and `terraform` points to.
package struct OutputLayout: Sendable, Hashable {
    /// The directory that holds a directory for each function.
    package var output: FilePath

    /// Creates a layout.
    package init(output: FilePath) {
        self.output = output
    }

    /// The archive's name.
    package static let archiveName = "function.zip"
    /// The manifest's name.
    package static let manifestName = "manifest.json"
    /// The name of the file with the symbols.
    package static let symbolsName = "function.debug"
    /// The name of the record that tells an unchanged function; of use on this machine only.
    static let recordName = ".packaged.json"

    /// The directory of one function for one architecture.
    package func directory(function: String, architecture: Architecture) -> FilePath {
        output.appending(function).appending(architecture.rawValue)
    }
}

/// What happens while functions are packaged, for whoever shows it.
package enum PackagingEvent: Sendable, Hashable {
    /// Another run works on the package; this one waits.
    case waiting(lock: FilePath)
    /// An image is pulled.
    case pulling(image: String, architecture: Architecture)
    /// The build begins.
    case building(products: [String], architecture: Architecture)
    /// SwiftPM printed a line.
    case buildLine(String, architecture: Architecture)
    /// The build is over.
    case built(architecture: Architecture, isSuccess: Bool)
    /// A function goes into a stage.
    case stage(Stage, function: String, architecture: Architecture)
    /// A function is done with.
    case finished(function: String, architecture: Architecture)

    /// The stages of one function after the build.
    package enum Stage: String, Sendable, Hashable {
        case stripping
        case auditing
        case zipping
    }
}

/// What became of one function.
package struct PackagedFunction: Sendable, Hashable {
    /// What happened to its archive.
    package enum Outcome: String, Sendable, Hashable, Codable {
        /// A new archive was written.
        case written
        /// The archive that was there is what would have been written.
        case unchanged
        /// The audit found an error; the archive that was there, if any, is as it was.
        case refused
    }

    /// The function.
    package var function: LambdaFunction
    /// What happened to its archive.
    package var outcome: Outcome
    /// The directory of its outputs.
    package var directory: FilePath
    /// What the audit found.
    package var audit: AuditReport
    /// The manifest, unless the archive was refused.
    package var manifest: Manifest?
    /// What else the user ought to know, and the manifest does not say.
    package var notes: [Diagnostic] = []

    /// Creates the account of a packaged function.
    package init(
        function: LambdaFunction,
        outcome: Outcome,
        directory: FilePath,
        audit: AuditReport,
        manifest: Manifest?
    ) {
        self.function = function
        self.outcome = outcome
        self.directory = directory
        self.audit = audit
        self.manifest = manifest
    }
}
