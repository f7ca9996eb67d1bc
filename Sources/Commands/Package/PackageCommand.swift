import Archive
import ArgumentParser
import Building
import Console
import Host
package import Model
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

              swiftlambda package orders --arch arm64 --symbols --include Assets

            On a machine that is no Linux, with Docker or Podman:

              swiftlambda package --builder container --arch arm64

            With more options for swift build:

              swiftlambda package orders -- -Xswiftc -DSTAGING
            """)

    @Argument(help: ArgumentHelp("The functions; by default all.", valueName: "function"))
    var functions: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The architecture; twice for both; by default this machine's.",
            valueName: "arch"))
    var arch: [Architecture] = []

    @OptionGroup var building: BuilderOptions

    @Option(help: ArgumentHelp("The runtime; by default provided.al2023.", valueName: "runtime"))
    var runtime: LambdaRuntime?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A file or directory of the package to put into the archives, under its name or another.",
            valueName: "source[=destination]"))
    var include: [IncludeRule] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "What to leave out of included directories, in .gitignore's syntax; paths start at the package.",
            valueName: "pattern"))
    var exclude: [String] = []

    @Flag(help: "Leave the symbols in the binary.")
    var noStrip = false

    @Flag(help: "Keep the symbols in function.debug beside the archive.")
    var symbols = false

    @Option(
        help: ArgumentHelp(
            "The libraries that archives bring; by default auto: what the function lacks.",
            valueName: "level"))
    var bundle: BundleMode?

    @Option(
        help: ArgumentHelp(
            "What to optimize for; by default none: as a release build does.", valueName: "goal"))
    var optimize: Optimization?

    @Option(
        name: .customLong("build-argument"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "An argument to add to those of swift build; all that follows '--' is added, too.", valueName: "argument"))
    var buildArguments: [String] = []

    @Flag(help: "Build a second time in another directory, and compare the archives' bytes.")
    var verify = false

    @Flag(help: "Show all that SwiftPM, compilers and linkers say.")
    var verbose = false

    @Option(help: ArgumentHelp("How hard to compress, from 0 to 9; by default 6.", valueName: "level"))
    var compression: Int?

    @Option(help: ArgumentHelp("Where archives go; by default .build/swiftlambda.", valueName: "directory"))
    var output: String?

    @Option(help: ArgumentHelp("Where builds happen; by default in .build/swiftlambda.", valueName: "directory"))
    var scratchPath: String?

    @Option(
        help: ArgumentHelp(
            "How many builds and functions are worked on at a time; by default as many as there are processors.",
            valueName: "number"))
    var jobs: Int?

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    /// A command line in which each argument after `--` is the value of an option.
    ///
    /// The parser gives all positional arguments to one list, and that is the functions'.
    static func expanded(_ arguments: [String]) -> [String] {
        guard arguments.first == configuration.commandName, let end = arguments.firstIndex(of: "--") else {
            return arguments
        }
        return arguments[..<end] + arguments[(end + 1)...].map { "--build-argument=\($0)" }
    }

    func validate() throws {
        guard !(noStrip && symbols) else {
            throw ValidationError("--symbols keeps what stripping removes; with --no-strip nothing is removed.")
        }
        if let compression, CompressionLevel(compression) == nil {
            throw ValidationError("--compression is a number from 0 to 9.")
        }
        if let refusal = BuildArguments.refusal(of: buildArguments) {
            throw ValidationError(
                "'\(refusal.option)' cannot be added to swift build's options. \(refusal.reason) Instead: \(refusal.hint)."
            )
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs is a number from 1 on.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let packagePath = try package.path(on: host)
        let places = PackagePlaces(package: packagePath)
        let scratch =
            try SettingVariable.scratchPath.resolve(flag: scratchPath, in: host.environment)
            .map { host.absolute(FilePath($0)) } ?? places.scratch
        let configuration = try Configuration.load(package: packagePath, host: host)
        let chooser = try building.chooser(on: host, scratch: scratch)
        let sources = try await PackageSources(
            on: host, scratch: scratch, chooser: chooser,
            preference: try building.preference(file: configuration?.build ?? BuildSettings(), on: host)
        ) { console.begin("Pulling \($0)") }
        let description = try await sources.describe(packagePath)
        let (selected, warnings) = try await resolve(configuration, packagePath, description, on: host)
        let builds = try await BuildGrouping(
            options: building, chooser: chooser, optimization: optimize, arguments: buildArguments,
            needs: { functions in
                try NeedsReader(host: host, package: packagePath, scratch: scratch, description: description)
                    .needs(of: functions.map(\.settings.product))
            }, host: host
        ).group(selected)
        for build in builds where !build.decision.isPlain { console.note("Building for \(build.decision.summary)\n") }
        let localPackages = try await sources.localPackages(of: description)

        let requests = try builds.map { build in
            var request = try request(
                build.functions, builder: build.decision, optimization: build.optimization,
                localPackages: localPackages, places: places, scratch: scratch, on: host)
            request.arguments = build.arguments
            request.isWholePackage = description.consists(ofProducts: build.functions.map(\.settings.product))
            return request
        }
        let packaged = try await showingProgress(of: packagePath, on: console) {
            try await Packager(host: host, onEvent: $0.show).package(requests)
        }
        var report = PackageReport(packaged, warnings: warnings, base: host.workingDirectory)
        if verify {
            console.note("Building in another directory, to compare\n")
            report.verification = VerificationReport(
                verifications: try await showingProgress(of: packagePath, on: console) {
                    try await Verifier(host: host, onEvent: $0.show)
                        .verify(requests, packaged, copying: localPackages)
                })
        }
        return report.result(on: console)
    }

    private func showingProgress<Result: Sendable>(
        of package: FilePath, on console: CommandConsole, _ work: (PackageProgress) async throws -> Result
    ) async throws -> Result {
        let progress = PackageProgress(console: console, package: package, isVerbose: verbose)
        do {
            let result = try await console.keepingAlive { try await work(progress) }
            progress.showBuildMessages()
            return result
        } catch let error as BuildError {
            progress.showBuildMessages()
            throw error
        }
    }

    private func request(
        _ functions: [PackageRequest.Function], builder: BuilderDecision, optimization: Optimization,
        localPackages: [FilePath], places: PackagePlaces, scratch: FilePath, on host: Host
    ) throws -> PackageRequest {
        PackageRequest(
            package: places.package,
            output: try SettingVariable.output.resolve(flag: self.output, in: host.environment)
                .map { host.absolute(FilePath($0)) } ?? places.output,
            scratch: scratch, functions: functions, builder: builder,
            symbols: noStrip ? .keep : symbols ? .separate : .strip,
            localPackages: localPackages,
            compression: try SettingVariable.compression.resolve(
                flag: compression.flatMap { CompressionLevel($0) }, in: host.environment) ?? .standard,
            optimization: optimization,
            jobs: try SettingVariable.jobs.resolve(flag: jobs, in: host.environment)
                .map { JobLimit(count: $0, isForced: true) } ?? JobLimit(count: host.processorCount),
            toolVersion: SwiftLambda.version)
    }

    /// The functions that were asked for, once for each architecture, and what they are made of; and what a user ought
    /// to know of them.
    private func resolve(
        _ configuration: Configuration?, _ packagePath: FilePath, _ description: PackageDescription, on host: Host
    ) async throws -> (functions: [PackageRequest.Function], warnings: [Diagnostic]) {
        let wanted: [Architecture?] = arch.isEmpty ? [nil] : Set(arch).sorted()
        var selected: [PackageRequest.Function] = []
        var configurationWarnings: [Diagnostic] = []
        for architecture in wanted {
            let overrides = try ProjectOverrides(
                architecture: architecture, runtime: runtime, include: include, exclude: exclude
            ).completed(from: host.environment)
            guard let hostArchitecture = Architecture.current ?? overrides.architecture else {
                throw MissingOption(option: "--arch", variable: "SWIFTLAMBDA_ARCH", example: "--arch arm64")
            }
            let resolver = ProjectResolver(
                packagePath: packagePath, configuration: configuration, overrides: overrides,
                hostArchitecture: hostArchitecture)
            let project = try await resolver.resolve(products: .required) { description }
            configurationWarnings = project.warnings(of: try project.select(functions))
            selected += try project.select(functions).map { function in
                PackageRequest.Function(
                    settings: function, targets: try description.executable(named: function.product).targets,
                    bundle: try SettingVariable.bundle.resolve(
                        flag: bundle, in: host.environment, file: function.build.bundle) ?? .auto)
            }
        }
        let preparations = try ShutdownReader(host: host, package: packagePath, description: description)
            .preparations(of: selected.map(\.settings))
        // Built for two architectures, it is still one function.
        var warned: Set<String> = []
        let warnings = selected.compactMap { function -> Diagnostic? in
            guard warned.insert(function.settings.name).inserted else { return nil }
            return preparations[function.settings.name]?.warning(for: function.settings)
        }
        return (selected, configurationWarnings + warnings)
    }
}

/// Reads the sources of functions for which Lambda sends no SIGTERM by itself; the others need not be looked at.
struct ShutdownReader {
    let host: Host
    /// The package's directory.
    let package: FilePath
    let description: PackageDescription

    /// What their sources do about it, by function.
    func preparations(of functions: [LambdaFunction]) throws -> [String: ShutdownPreparation] {
        var found: [String: ShutdownPreparation] = [:]
        for function in functions where !function.hasExtensionLayer && found[function.name] == nil {
            found[function.name] = try description.shutdownPreparation(
                ofProduct: function.product, package: package, base: host.workingDirectory, files: host.files)
        }
        return found
    }
}

extension SettingVariable where Value == CompressionLevel {
    static let compression = SettingVariable("SWIFTLAMBDA_COMPRESSION", expected: "a number from 0 to 9") { text in
        Int(text).flatMap { CompressionLevel($0) }
    }
}

extension Optimization: ExpressibleByArgument {}

extension SettingVariable where Value == Optimization {
    static let optimization = SettingVariable(
        "SWIFTLAMBDA_OPTIMIZE", expected: "none, size or speed", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension SettingVariable where Value == Int {
    static let jobs = SettingVariable("SWIFTLAMBDA_JOBS", expected: "a number from 1 on") { text in
        Int(text).flatMap { $0 > 0 ? $0 : nil }
    }
}
