import Host
import Model
package import SystemPackage

/// A build of executable products of one package for one architecture.
package struct BuildPlan: Sendable, Hashable {
    /// The package's directory.
    package var package: FilePath
    /// The directory for all builds of the package, never the developer's `.build`; each builder has a subdirectory.
    package var scratch: FilePath
    /// The executable products to build.
    package var products: [String]
    /// Options for linking the products.
    package var toolset: LinkToolset?
    /// Local packages that it depends on.
    package var localPackages: [FilePath]
    /// What to optimize for, beyond a release build.
    package var optimization: OptimizationOptions
    /// The maximum number of concurrent compilers; `nil` leaves it to SwiftPM.
    package var jobs: Int?
    /// Whether a build of the whole package compiles only the products.
    package var isWholePackage: Bool
    /// The user's additional options of `swift build`.
    package var arguments: [String]

    /// Creates a plan.
    package init(
        package: FilePath,
        scratch: FilePath,
        products: [String],
        toolset: LinkToolset? = nil,
        localPackages: [FilePath] = [],
        optimization: OptimizationOptions = OptimizationOptions(),
        jobs: Int? = nil,
        isWholePackage: Bool = false,
        arguments: [String] = []
    ) {
        self.package = package
        self.scratch = scratch
        self.products = products
        self.toolset = toolset
        self.localPackages = localPackages
        self.optimization = optimization
        self.jobs = jobs
        self.isWholePackage = isWholePackage
        self.arguments = arguments
    }

    /// The error for a `swift build` that failed.
    ///
    /// - Parameter advice: how to fix it, if the cause is known.
    func failure(_ end: ProcessEnd, advice: String?) -> BuildError {
        // SwiftPM 6.3 writes these paths unescaped into JSON files, and LLVM replaces each '%' with random digits when
        // it names a temporary file, so compilers do not find each other's modules.
        .failed(
            end, oddPath: [package, scratch].first { $0.string.contains { "\"\\%".contains($0) } }, advice: advice)
    }

    /// The calls of `swift build` that build all products.
    ///
    /// SwiftPM accepts one `--product`, and without it builds the whole package. If that would compile something
    /// else, it is called for each product; a call with nothing to do takes about a second.
    func commands(swift: FilePath, scratch: FilePath, options: [String]) -> [Command] {
        var arguments = [
            "build", "--build-system", "native", "--configuration", "release", "--package-path", package.string,
            "--scratch-path", scratch.string,
        ]
        // Code contains its file name, for example in the messages of failed preconditions; it must not differ between
        // machines.
        for map in PathMapping(package: package, scratch: self.scratch, others: localPackages).options {
            arguments += ["-Xswiftc", "-file-prefix-map", "-Xswiftc", map, "-Xcc", "-ffile-prefix-map=\(map)"]
        }
        arguments += ResourceAccessors.options(scratch: scratch) + optimization.arguments
        arguments += options + (toolset?.arguments ?? [])
        // SwiftPM passes the number to the compiler, so a different number recompiles everything.
        if let jobs { arguments += ["--jobs", "\(jobs)"] }
        arguments += self.arguments
        let selections = products.count > 1 && isWholePackage ? [[]] : products.map { ["--product", $0] }
        return selections.map { Command(swift.string, arguments + $0, environment: toolset?.environment ?? [:]) }
    }
}
