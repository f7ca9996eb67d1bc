import Host
import Model
package import SystemPackage

/// What to build: executable products of one package, for one architecture.
package struct BuildPlan: Sendable, Hashable {
    /// The package's directory.
    package var package: FilePath
    /// The directory for all builds of the package, never the developer's own `.build`; each builder has its own in it.
    package var scratch: FilePath
    /// The executable products that are wanted.
    package var products: [String]
    /// Options for linking the products.
    package var toolset: LinkToolset?
    /// Other packages on this machine that it depends on.
    package var localPackages: [FilePath]
    /// What the code is made to be, beyond what a release build gives.
    package var optimization: OptimizationOptions
    /// How many compilers may run at a time; `nil` leaves it to SwiftPM.
    package var jobs: Int?
    /// Whether a build of the whole package compiles nothing besides the products.
    package var isWholePackage: Bool
    /// What the user adds to the options of `swift build`.
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

    /// The error for a `swift build` that ended without success.
    ///
    /// - Parameter advice: what helps, where the cause is known.
    func failure(_ end: ProcessEnd, advice: String?) -> BuildError {
        // SwiftPM 6.3 writes these paths unescaped into JSON files, and LLVM puts random digits for each '%' where it
        // names a temporary file, so that two compilers stumble over each other's modules.
        .failed(
            end, oddPath: [package, scratch].first { $0.string.contains { "\"\\%".contains($0) } }, advice: advice)
    }

    /// The calls of `swift build` that make all products.
    ///
    /// SwiftPM takes one `--product`, and without it builds the whole package. Where that would compile something else
    /// besides, there is a call for each product; one with nothing to do takes about a second.
    func commands(swift: FilePath, scratch: FilePath, options: [String]) -> [Command] {
        var arguments = [
            "build", "--build-system", "native", "--configuration", "release", "--package-path", package.string,
            "--scratch-path", scratch.string,
        ]
        // Code names its own file, as in the message of a failed precondition; that must not differ from one machine to
        // the next.
        for map in PathMapping(package: package, scratch: self.scratch, others: localPackages).options {
            arguments += ["-Xswiftc", "-file-prefix-map", "-Xswiftc", map, "-Xcc", "-ffile-prefix-map=\(map)"]
        }
        arguments += ResourceAccessors.options(scratch: scratch) + optimization.arguments
        arguments += options + (toolset?.arguments ?? [])
        // SwiftPM hands the number on to the compiler, so that another one compiles everything again.
        if let jobs { arguments += ["--jobs", "\(jobs)"] }
        arguments += self.arguments
        let selections = products.count > 1 && isWholePackage ? [[]] : products.map { ["--product", $0] }
        return selections.map { Command(swift.string, arguments + $0, environment: toolset?.environment ?? [:]) }
    }
}
