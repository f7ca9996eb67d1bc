import ArgumentParser
import Building
import Console
import Host
import Model
import SystemPackage

/// `swiftlambda sdk make`: an SDK from packages, or from a toolchain's archive.
struct SDKMakeCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Assemble a Swift SDK with glibc from Debian's packages or from a toolchain's archive.",
        discussion: """
            An interrupted run is resumed. Root is not needed.

            --from debian downloads through apt, which checks the signatures, and needs apt and dpkg. With --complete the SDK has Foundation, Dispatch and XCTest, and its own compiler, which this machine's SwiftPM \
            calls: about 1.1 GB to download, and 0.7 GB on disk. Without it the SDK has the standard library only, which any \
            newer compiler can use: 0.4 GB.

            --from toolchain takes Swift's libraries and modules from the archive that swift.org has for this compiler's \
            release and another platform, and the C library from a directory, RPM packages or a container image. With those of \
            Amazon Linux 2023, functions need no library that Lambda's runtime lacks. Without --archive and --download it \
            prints the archive's address. gpg verifies the signature.

            Examples:

              swiftlambda sdk make --from debian --complete --arch arm64
              swiftlambda sdk make --from debian --complete --package libpq-dev
              swiftlambda sdk make --from toolchain --arch arm64
              swiftlambda sdk make --from toolchain --download --image docker.io/library/swift:6.3.1-amazonlinux2023
            """)

    @Option(help: ArgumentHelp("What the SDK is made of.", valueName: "source"))
    var from: Source

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The architecture; twice for both; by default arm64, or that of --archive.", valueName: "arch"))
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

    @OptionGroup var archive: ToolchainSDKOptions
    @OptionGroup var common: CommonOptions

    /// What SDKs are made of.
    enum Source: String, CaseIterable, ExpressibleByArgument {
        case debian
        case toolchain
    }

    func validate() throws {
        try archive.check(isUsed: from == .toolchain, architectures: Set(arch).count)
        if from == .toolchain, complete || mirror != nil || !packages.isEmpty || sysroot != nil || swiftVersion != nil {
            throw ValidationError("--complete, --sysroot, --package, --swift-version and --mirror need --from debian.")
        }
        guard complete || (sysroot == nil && swiftVersion == nil) else {
            throw ValidationError("--sysroot and --swift-version need --complete.")
        }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        var options = SDKStoreOptions()
        options.swiftSDKsPath = output
        let toolchain = try await Toolchain.describe(swift: try Toolchain.locateSwift(on: host), on: host)
        let progress = SDKMakeProgress(console: console, clock: host.clock)
        let store = try options.store(on: host)
        switch from {
        case .debian:
            let maker = DebianSDKMaker(
                host: host, store: store, cache: try Self.cache(on: host).appending("debian"), toolchain: toolchain,
                onEvent: progress.show)
            return try await make(with: maker, toolchain: toolchain, console: console)
        case .toolchain:
            let action = ToolchainSDKAction(
                options: archive, architectures: Set(arch).sorted(), isReplacing: replace, toolchain: toolchain
            ) {
                ToolchainSDKMaker(
                    host: host, store: store, cache: try Self.cache(on: host).appending("toolchains"),
                    toolchain: toolchain, onEvent: progress.show)
            }
            return try await action.perform(on: host, console: console)
        }
    }

    private func make(
        with maker: DebianSDKMaker, toolchain: Toolchain, console: CommandConsole
    ) async throws -> CommandResult {
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
