package import Host
package import Model
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

/// Runs the Swift build of a package for one architecture.
package protocol Builder: Sendable {
    /// The name that a manifest records, such as `native`.
    var name: String { get }
    /// The Swift SDK that it builds with, if any.
    var swiftSDK: String? { get }
    /// The target triple; `nil` is the toolchain's own.
    var triple: String? { get }

    /// Builds a plan's products.
    ///
    /// - Parameter onLine: called with each line that SwiftPM prints, as it comes.
    /// - Throws: `BuildError` where the package does not compile; `FileError`; `CancellationError`.
    func build(_ plan: BuildPlan, onLine: @escaping @Sendable (String) -> Void) async throws -> BuildOutput

    /// The toolchain that it builds with.
    func toolchain() async throws -> Toolchain
    /// The image that it builds in, if any; it is pulled where it is missing.
    func image(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws -> ContainerImage?
    /// Where the toolchain's programs run, if not on this machine itself; its files are this machine's.
    var toolHost: Host? { get }
}

extension Builder {
    /// None.
    package func image(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws -> ContainerImage? { nil }
    /// This machine.
    package var toolHost: Host? { nil }
}

/// Which builder builds for an architecture, and why.
package struct BuilderDecision: Sendable, Hashable {
    /// The builders.
    package enum Method: Sendable, Hashable {
        /// This machine's own toolchain.
        case native
        /// A Swift SDK and its target, and the directory in which SwiftPM keeps SDKs.
        case sdk(SwiftSDK, SwiftSDK.Target, store: FilePath)
        /// An image's toolchain, in containers.
        case container(ContainerPlan)
    }

    /// The architecture that is built for.
    package var architecture: Architecture
    /// The builder.
    package var method: Method
    /// Why it was chosen, as the end of a sentence.
    package var reason: String

    /// Creates a decision.
    package init(architecture: Architecture, method: Method, reason: String) {
        self.architecture = architecture
        self.method = method
        self.reason = reason
    }

    /// The native builder, where no Swift SDK is installed that could be chosen in its place.
    package static func onlyNative(_ architecture: Architecture) -> BuilderDecision {
        BuilderDecision(
            architecture: architecture, method: .native,
            reason: "because this machine is \(architecture) and no Swift SDK is installed")
    }

    /// Whether there was no choice, so that nothing need be said of it.
    package var isPlain: Bool { self == .onlyNative(architecture) }

    /// The name of the Swift SDK, where one was chosen.
    var sdkID: String? {
        guard case .sdk(let sdk, _, _) = method else { return nil }
        return sdk.id
    }

    /// The choice and its reason in one line.
    package var summary: String {
        switch method {
        case .native: "\(architecture): the native builder, \(reason)"
        case .sdk(let sdk, let target, _): "\(architecture): the Swift SDK '\(sdk.id)' (\(target.libc)), \(reason)"
        case .container(let plan):
            "\(architecture): a container of '\(plan.image)' with \(plan.engine.rawValue), \(reason)"
        }
    }

    /// The builder that was chosen, for one plan.
    ///
    /// - Throws: `ToolchainError.noSwift` where this machine's own Swift is needed and missing.
    package func builder(for plan: BuildPlan, on host: Host) throws -> any Builder {
        switch method {
        case .native: NativeBuilder(host: host, swift: try Toolchain.locateSwift(on: host))
        case .sdk(let sdk, let target, let store):
            SDKBuilder(
                host: host, swift: try Toolchain.locateSwift(on: host), sdk: sdk, target: target, store: store)
        case .container(let container):
            ContainerBuilder(host: host, container: container, architecture: architecture, plan: plan)
        }
    }
}
