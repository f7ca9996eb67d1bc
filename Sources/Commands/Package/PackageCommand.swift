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
            Builds executable products in release with the static Swift runtime, checks that each starts on Lambda, \
            and writes <function>/<arch>/function.zip with a manifest.json beside it. An unchanged function is not \
            zipped again. Example:

              swiftlambda package orders --arch arm64 --symbols --include Assets

            On macOS, with Docker or Podman:

              swiftlambda package --builder container --arch arm64

            With options for swift build:

              swiftlambda package orders -- -Xswiftc -DSTAGING

            With documents about what was shipped:

              swiftlambda package --verify --sbom --provenance
            """)

    @Argument(help: ArgumentHelp("The functions; by default all.", valueName: "function"))
    var functions: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The architecture; twice for both; by default this machine's.",
            valueName: "arch"))
    var arch: [Architecture] = []

    @OptionGroup var build: BuildOptions

    @Option(help: ArgumentHelp("The runtime; by default provided.al2023.", valueName: "runtime"))
    var runtime: LambdaRuntime?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A file or directory of the package to add to the archives, optionally under another name.",
            valueName: "source[=destination]"))
    var include: [IncludeRule] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "What to exclude from included directories, in .gitignore's syntax, relative to the package.",
            valueName: "pattern"))
    var exclude: [String] = []

    @Flag(help: "Keep the symbols in the binary.")
    var noStrip = false

    @Flag(help: "Keep the symbols in function.debug beside the archive.")
    var symbols = false

    @Flag(help: "Build again in another directory, and compare the archives' bytes.")
    var verify = false

    @Flag(help: "Write function.cdx.json beside each archive: a software bill of materials in CycloneDX 1.6.")
    var sbom = false

    @Flag(help: "Write function.provenance.json beside each archive: an in-toto statement with SLSA provenance v1.")
    var provenance = false

    @Flag(help: "Show all output of SwiftPM, compilers and linkers.")
    var verbose = false

    @Option(help: ArgumentHelp("Compression level, 0 to 9; by default 6.", valueName: "level"))
    var compression: Int?

    @Option(help: ArgumentHelp("Where archives go; by default .build/swiftlambda.", valueName: "directory"))
    var output: String?

    @Option(help: ArgumentHelp("Where builds happen; by default in .build/swiftlambda.", valueName: "directory"))
    var scratchPath: String?

    @Option(
        help: ArgumentHelp(
            "Maximum number of builds and functions at a time; by default the number of processors.",
            valueName: "count"))
    var jobs: Int?

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !(noStrip && symbols) else {
            throw ValidationError(
                "--symbols keeps what stripping removes, and --no-strip removes nothing; use only one.")
        }
        if let compression, CompressionLevel(compression) == nil {
            throw ValidationError("--compression must be 0 to 9.")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let settings = try ProjectSettings(
            package.workspace(output: output, scratchPath: scratchPath, on: host),
            flags: ProjectOverrides(
                architectures: Set(arch), runtime: runtime, include: include, exclude: exclude,
                build: build.settings, pullsImage: build.building.pull), host: host)
        let action = try PackageAction(
            settings, names: functions,
            chooser: build.building.chooser(on: host, scratch: settings.workspace.scratch),
            symbols: noStrip ? .keep : symbols ? .separate : .strip,
            compression: compression.flatMap { CompressionLevel($0) }, jobs: jobs, isVerified: verify,
            shipping: ShippingRequest(
                softwareBill: sbom, provenance: provenance,
                sourceDate: sbom ? try Setting.sourceDate.resolve(flag: nil, in: host.environment) : nil),
            isVerbose: verbose, host: host, console: console)
        return try await action.run().result(on: console)
    }
}

extension Setting where Value == CompressionLevel {
    static let compression = Setting("SWIFTLAMBDA_COMPRESSION", expected: "a number from 0 to 9") { text in
        Int(text).flatMap { CompressionLevel($0) }
    }
}

extension Setting where Value == Int {
    /// The time that documents record; the variable is one of many tools (reproducible-builds.org).
    static let sourceDate = Setting("SOURCE_DATE_EPOCH", expected: "a number of seconds since 1970") { text in
        Int(text).flatMap { (0...253_402_300_799).contains($0) ? $0 : nil }
    }
    static let jobs = Setting("SWIFTLAMBDA_JOBS", expected: "a number, at least 1") { text in
        Int(text).flatMap { $0 > 0 ? $0 : nil }
    }
}
