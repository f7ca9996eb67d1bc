import ArgumentParser
import Building
import Console
import Host
import Model
import Project
import SystemPackage

/// `swiftlambda sdk`.
struct SDKCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sdk",
        abstract: "List, check, install, make and remove the Swift SDKs for cross-building functions.",
        discussion: """
            A Swift SDK builds for Lambda on another system or architecture. Example:

              swiftlambda sdk install
            """,
        subcommands: [
            SDKListCommand.self, SDKCheckCommand.self, SDKInstallCommand.self, SDKMakeCommand.self,
            SDKRemoveCommand.self,
        ])
}

/// `swiftlambda sdk list`: what is installed.
struct SDKListCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the installed Swift SDKs for Lambda's architectures.",
        discussion: """
            Reads the metadata of each bundle, and shows its targets and whether they fit the compiler. Example:

              swiftlambda sdk list
            """)

    @OptionGroup var store: SDKStoreOptions
    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let contents = try await store.store(on: host).contents().describingCompilers(on: host)
        let toolchain = try await Toolchain.describe(swift: try Toolchain.locateSwift(on: host), on: host)
        let problems = contents.problems.flatMap(\.diagnostics).map { problem in
            var problem = problem
            problem.severity = .warning
            return problem
        }
        return SDKReport(contents.sdks, toolchain: toolchain).result(on: console, diagnostics: problems)
    }
}

/// `swiftlambda sdk check`: whether the installed SDKs can be used.
struct SDKCheckCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that installed Swift SDKs are complete and fit the compiler.",
        discussion: """
            Exits with status 1 if one is broken or cannot be used with this compiler. Example:

              swiftlambda sdk check swift-6.3.1-RELEASE_static-linux-0.1.0
            """)

    @Argument(help: ArgumentHelp("The SDKs; by default all.", valueName: "id"))
    var ids: [String] = []

    @OptionGroup var store: SDKStoreOptions
    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let contents = try await store.store(on: host).contents().describingCompilers(on: host)
        let toolchain = try await Toolchain.describe(swift: try Toolchain.locateSwift(on: host), on: host)
        let check = SDKCheck(contents: contents, ids: ids, toolchain: toolchain)
        let diagnostics = try check.diagnostics()
        return SDKReport(check.sdks, toolchain: toolchain).result(on: console, diagnostics: diagnostics)
    }
}

/// `swiftlambda sdk install`: the static Linux SDK of this compiler.
struct SDKInstallCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Install the static Linux SDK for this compiler.",
        discussion: """
            Runs 'swift sdk install' with the address and checksum that swift.org publishes for the compiler's \
            release. Functions built with it need no libraries of the runtime. Example:

              swiftlambda sdk install
            """)

    @Option(help: ArgumentHelp("A bundle to install instead of the one for this compiler's release.", valueName: "url"))
    var url: String?

    @Option(help: ArgumentHelp("The bundle's SHA-256, if this release does not know it.", valueName: "sha256"))
    var checksum: String?

    @OptionGroup var store: SDKStoreOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard url == nil || checksum != nil else {
            throw ValidationError("--url needs --checksum, the SHA-256 from the bundle's publisher.")
        }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let swift = try Toolchain.locateSwift(on: host)
        let toolchain = try await Toolchain.describe(swift: swift, on: host)
        let sdk = try StaticLinuxSDK(toolchain: toolchain, url: url, checksum: checksum)
        let store = try store.store(on: host)
        let before = Set(try store.contents().sdks.map(\.id))
        console.begin("Installing \(sdk.url)")
        try await sdk.install(swift: swift, store: store.directory, on: host) { console.update($0) }
        let added = try store.contents().sdks.filter { !before.contains($0.id) }
        return SDKReport(added, toolchain: toolchain).result(on: console, diagnostics: [])
    }
}
