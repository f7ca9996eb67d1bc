import Archive
import ArgumentParser
import Building
import Console
import Host
import Model
import Packaging
import Project
import SystemPackage

/// `swiftlambda package`.
struct PackageCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "package",
        abstract: "Build functions, audit them and zip them.",
        discussion: """
            Builds executable products in release with the static Swift runtime, checks that each starts on Lambda, and \
            writes <function>/<arch>/function.zip with a manifest.json beside it. An unchanged function is left as it \
            is. Example:

              swiftlambda package orders --symbols --include Assets
            """)

    @Argument(help: ArgumentHelp("The functions; by default all.", valueName: "function"))
    var functions: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("The architecture: arm64 or x86_64; by default this machine's.", valueName: "arch"))
    var arch: [Architecture] = []

    @Option(help: ArgumentHelp("What runs the build: auto or native.", valueName: "builder"))
    var builder: BuilderChoice?

    @Option(help: ArgumentHelp("The runtime: provided.al2023 or provided.al2.", valueName: "runtime"))
    var runtime: LambdaRuntime?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A file or directory of the package to put into the archives, under its name or another.",
            valueName: "source[=destination]"))
    var include: [IncludeRule] = []

    @Flag(help: "Leave the symbols in the binary.")
    var noStrip = false

    @Flag(help: "Keep the symbols in function.debug beside the archive.")
    var symbols = false

    @Option(help: ArgumentHelp("How hard to compress, from 0 to 9; by default 6.", valueName: "0-9"))
    var compression: Int?

    @Option(help: ArgumentHelp("Where archives go; by default .build/swiftlambda.", valueName: "directory"))
    var output: String?

    @Option(help: ArgumentHelp("Where builds happen; by default in .build/swiftlambda.", valueName: "directory"))
    var scratchPath: String?

    @Option(help: ArgumentHelp("How many functions are zipped at a time.", valueName: "number"))
    var jobs: Int?

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !(noStrip && symbols) else {
            throw ValidationError("--symbols keeps what stripping removes; with --no-strip nothing is removed.")
        }
        if let compression, CompressionLevel(compression) == nil {
            throw ValidationError("--compression is a number from 0 to 9.")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs is a number from 1 on.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        _ = try SettingVariable.builder.resolve(flag: builder, in: host.environment)
        let packagePath = try package.path(on: host)
        let places = PackagePlaces(package: packagePath)
        let scratch =
            try SettingVariable.scratchPath.resolve(flag: scratchPath, in: host.environment)
            .map { host.absolute(FilePath($0)) } ?? places.scratch
        let (project, description) = try await resolve(packagePath, scratch: scratch, on: host)
        let selected = try project.select(functions)
        for architecture in Set(selected.map(\.architecture)).sorted() {
            try NativeBuilder.check(architecture, against: Architecture.current)
        }
        let request = PackageRequest(
            package: packagePath,
            output: try SettingVariable.output.resolve(flag: output, in: host.environment)
                .map { host.absolute(FilePath($0)) } ?? places.output,
            scratch: scratch,
            functions: try selected.map { function in
                PackageRequest.Function(
                    settings: function, targets: try description.executable(named: function.product).targets)
            },
            symbols: noStrip ? .keep : symbols ? .separate : .strip,
            compression: try SettingVariable.compression.resolve(
                flag: compression.flatMap { CompressionLevel($0) }, in: host.environment) ?? .standard,
            jobs: try SettingVariable.jobs.resolve(flag: jobs, in: host.environment) ?? host.processorCount,
            toolVersion: SwiftLambda.version)
        let progress = PackageProgress(console: console)
        let packaged: [PackagedFunction]
        do {
            packaged = try await Packager(host: host, onEvent: progress.show).package(request)
        } catch let error as BuildError {
            progress.showBuildMessages()
            throw error
        }
        progress.showBuildMessages()
        return PackageReport(packaged, base: host.workingDirectory).result(on: console)
    }

    /// The functions and the package they are from.
    private func resolve(
        _ packagePath: FilePath, scratch: FilePath, on host: Host
    ) async throws -> (ResolvedProject, PackageDescription) {
        let wanted = Set(arch)
        if wanted.count > 1 { try refuseSeveral(wanted) }
        let overrides = try ProjectOverrides(
            architecture: wanted.first, runtime: runtime, include: include
        ).completed(from: host.environment)
        guard let hostArchitecture = Architecture.current ?? overrides.architecture else {
            throw MissingOption(option: "--arch", variable: "SWIFTLAMBDA_ARCH", example: "--arch arm64")
        }
        let configuration = try Configuration.load(package: packagePath, host: host)
        let description = try await PackageDescriber(host: host, swift: try Toolchain.locateSwift(on: host))
            .describe(
                package: packagePath, scratch: scratch.appending("native"),
                cache: scratch.appending("description.json"))
        let resolver = ProjectResolver(
            packagePath: packagePath, configuration: configuration, overrides: overrides,
            hostArchitecture: hostArchitecture)
        return (try await resolver.resolve(products: .required) { description }, description)
    }

    /// Of two architectures, one is not this machine's.
    private func refuseSeveral(_ architectures: Set<Architecture>) throws {
        for architecture in architectures.sorted() {
            try NativeBuilder.check(architecture, against: Architecture.current)
        }
    }
}

/// What runs the build.
enum BuilderChoice: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// The one that fits.
    case auto
    /// This machine's own toolchain.
    case native
}

extension SettingVariable where Value == BuilderChoice {
    static let builder = SettingVariable(
        "SWIFTLAMBDA_BUILDER", expected: "auto or native", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension SettingVariable where Value == CompressionLevel {
    static let compression = SettingVariable("SWIFTLAMBDA_COMPRESSION", expected: "a number from 0 to 9") { text in
        Int(text).flatMap { CompressionLevel($0) }
    }
}

extension SettingVariable where Value == Int {
    static let jobs = SettingVariable("SWIFTLAMBDA_JOBS", expected: "a number from 1 on") { text in
        Int(text).flatMap { $0 > 0 ? $0 : nil }
    }
}
