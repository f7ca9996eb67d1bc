public import Host
public import Model
public import SystemPackage

/// What to build: executable products of one package, for one architecture.
public struct BuildPlan: Sendable, Hashable {
    /// The package's directory.
    public var package: FilePath
    /// SwiftPM's scratch directory for this build; never the developer's own `.build`.
    public var scratch: FilePath
    /// The executable products that are wanted.
    public var products: [String]
    /// The architecture they are for.
    public var architecture: Architecture
    /// A toolset (SE-0387) with options for the products alone: flags on the command line would reach the programs too
    /// that build plugins and macros run on this machine.
    public var toolset: FilePath?

    /// Creates a plan.
    public init(
        package: FilePath, scratch: FilePath, products: [String], architecture: Architecture, toolset: FilePath? = nil
    ) {
        self.package = package
        self.scratch = scratch
        self.products = products
        self.architecture = architecture
        self.toolset = toolset
    }
}

/// Builds with the toolchain of this machine, for this machine.
public struct NativeBuilder: Sendable {
    private let host: Host
    private let swift: FilePath

    /// Creates a builder.
    public init(host: Host, swift: FilePath) {
        self.host = host
        self.swift = swift
    }

    /// Refuses an architecture that this machine's own toolchain does not build for.
    ///
    /// - Throws: `BuildError.wrongHost`.
    public static func check(_ architecture: Architecture, against hostArchitecture: Architecture?) throws(BuildError) {
        #if os(Linux)
        let canBuild = architecture == hostArchitecture
        #else
        let canBuild = false
        #endif
        guard canBuild else {
            throw .wrongHost(wanted: architecture, host: hostArchitecture)
        }
    }

    /// The one `swift build` that makes all of a plan's products.
    ///
    /// SwiftPM takes one `--product`; for several, the whole package is built in the same single call.
    static func command(swift: FilePath, plan: BuildPlan) -> Command {
        var arguments = [
            "build", "--build-system", "native", "--configuration", "release", "--static-swift-stdlib",
            "--package-path", plan.package.string, "--scratch-path", plan.scratch.string,
        ]
        if let toolset = plan.toolset { arguments += ["--toolset", toolset.string] }
        if plan.products.count == 1 {
            arguments += ["--product", plan.products[0]]
        }
        return Command(swift.string, arguments)
    }

    /// Builds a plan's products.
    ///
    /// - Parameter onLine: called with each line that SwiftPM prints, as it comes.
    /// - Throws: `BuildError.failed` where the package does not compile; `CancellationError`.
    public func build(_ plan: BuildPlan, onLine: @escaping @Sendable (String) -> Void) async throws -> BuildOutput {
        let end = try await host.processes.stream(Self.command(swift: swift, plan: plan), onLine: onLine)
        guard end.isSuccess else { throw BuildError.failed(end) }
        // The native build system keeps this link to `<triple>/release`.
        return BuildOutput(binaries: plan.scratch.appending("release"))
    }
}

/// The package could not be built.
public enum BuildError: DiagnosedError, Hashable {
    /// `swift build` ended without success.
    case failed(ProcessEnd)
    /// The wanted architecture is not this machine's.
    case wrongHost(wanted: Architecture, host: Architecture?)
    /// `swift build` succeeded but something it should have made is not there.
    case missingOutput(FilePath)
    /// SwiftPM's description of what it built could not be read.
    case unreadableDescription(FilePath, reason: String)

    /// One error.
    public var diagnostics: [Diagnostic] {
        switch self {
        case .failed(let end):
            [
                .error(
                    "build.failed", "the package does not build",
                    explanation: "swift build \(Self.describe(end)); its messages are above.")
            ]
        case .wrongHost(let wanted, let host):
            [
                .error(
                    "build.wrong-host",
                    "the native builder cannot build for \(wanted) here"
                        + (host.map { ": this machine is \($0) \(Self.system)" } ?? ""),
                    explanation: "It uses the machine's own Swift, which builds for the machine's own architecture. "
                        + "This release has no cross-building yet.",
                    hints: ["run the same command on an \(wanted) Linux machine or CI runner with Swift"]
                        + (host.map { Self.system == "Linux" ? ["use --arch \($0)"] : [] } ?? []))
            ]
        case .missingOutput(let path):
            [.error("build.missing-output", "swift build succeeded, but '\(path)' is not there")]
        case .unreadableDescription(let path, let reason):
            [
                .error(
                    "build.unreadable-description", "SwiftPM's build description '\(path)' cannot be read",
                    explanation: reason, hints: ["remove '\(path.removingLastComponent())' and run the command again"])
            ]
        }
    }

    /// A package that does not compile is `unsatisfied`; a missing ability is `unavailable`.
    public var exitStatus: ExitStatus {
        switch self {
        case .failed: .unsatisfied
        case .wrongHost: .unavailable
        case .missingOutput, .unreadableDescription: .internalFault
        }
    }

    private static var system: String {
        #if os(Linux)
        "Linux"
        #elseif os(macOS)
        "macOS"
        #else
        "not Linux"
        #endif
    }

    private static func describe(_ end: ProcessEnd) -> String {
        switch end {
        case .exited(let status): "ended with status \(status)"
        case .signalled(let signal): "was ended by signal \(signal)"
        }
    }
}
