import ArgumentParser
import Building
import Console
import Host
import Model
import SystemPackage

/// `swiftlambda sdk make`: an SDK from packages.
struct SDKMakeCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Assemble a Swift SDK with glibc from Debian's packages.",
        discussion: """
            Downloads through apt, which checks the signatures, and resumes an interrupted run. Needs apt and dpkg, but not \
            root.

            With --complete the SDK has Foundation, Dispatch and XCTest, and its own compiler, which this machine's SwiftPM \
            calls: about 1.1 GB to download, and 0.7 GB on disk. Without it the SDK has the standard library only, which any \
            newer compiler can use: 0.4 GB.

            Examples:

              swiftlambda sdk make --from debian --complete --arch arm64
              swiftlambda sdk make --from debian --complete --package libpq-dev
            """)

    @Option(help: ArgumentHelp("Where the packages are from.", valueName: "distribution"))
    var from: Distribution

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The architecture; twice for both; by default arm64.", valueName: "arch"))
    var arch: [Architecture] = []

    @Flag(help: "Include Foundation, everything else that Swift has on Linux, and the compiler of that version.")
    var complete = false

    @Option(
        help: ArgumentHelp(
            "The Debian release of a complete SDK's C library; by default bookworm.", valueName: "release"))
    var sysroot: DebianRecipe.Sysroot?

    @Option(
        name: .customLong("package"), parsing: .singleValue,
        help: ArgumentHelp(
            "A package with a C library for functions, with all that it depends on; repeatable.", valueName: "name"))
    var packages: [String] = []

    @Option(
        help: ArgumentHelp(
            "The version of Swift in a complete SDK; by default \(DebianRecipe.knownVersion), which this release knows.",
            valueName: "version"))
    var swiftVersion: String?

    @Option(
        help: ArgumentHelp("A Debian mirror; by default the one that apt uses on this machine.", valueName: "url"))
    var mirror: String?

    @Option(help: ArgumentHelp("Where the SDK goes; by default SwiftPM's directory.", valueName: "directory"))
    var output: String?

    @Flag(help: "Replace an existing SDK.")
    var replace = false

    @OptionGroup var common: CommonOptions

    /// The supported distributions.
    enum Distribution: String, CaseIterable, ExpressibleByArgument {
        case debian
    }

    func validate() throws {
        guard complete || (sysroot == nil && swiftVersion == nil) else {
            throw ValidationError("--sysroot and --swift-version need --complete.")
        }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        var options = SDKStoreOptions()
        options.swiftSDKsPath = output
        let toolchain = try await Toolchain.describe(swift: try Toolchain.locateSwift(on: host), on: host)
        let progress = SDKMakeProgress(console: console, clock: host.clock)
        let maker = DebianSDKMaker(
            host: host, store: try options.store(on: host), cache: try Self.cache(on: host).appending("debian"),
            toolchain: toolchain, onEvent: progress.show)
        var sdks: [SwiftSDK] = []
        for architecture in arch.isEmpty ? [.arm64] : Set(arch).sorted() {
            let made = try await maker.make(recipe(for: architecture), mirror: mirror, replacing: replace)
            if !made.wasMade { console.note("\(made.sdk.id) already exists; --replace makes it again.\n") }
            sdks.append(made.sdk)
        }
        return SDKReport(sdks, toolchain: toolchain).result(on: console, diagnostics: [])
    }

    private func recipe(for architecture: Architecture) -> DebianRecipe {
        guard complete else { return DebianRecipe(architecture: architecture, libraries: packages) }
        return DebianRecipe(
            architecture: architecture, contents: .complete(sysroot ?? .bookworm), libraries: packages,
            swiftVersion: swiftVersion ?? DebianRecipe.knownVersion)
    }

    private static func cache(on host: Host) throws -> FilePath {
        guard let cache = host.cacheDirectory else {
            throw MissingOption(
                option: "a cache directory", variable: "XDG_CACHE_HOME", example: "a home directory to the environment")
        }
        return cache
    }
}

extension DebianRecipe.Sysroot: ExpressibleByArgument {}
