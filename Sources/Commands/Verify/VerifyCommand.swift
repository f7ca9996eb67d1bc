import ArgumentParser
import Building
import Host
import Packaging
import Project
import SystemPackage

/// `swiftlambda verify`.
struct VerifyCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check an archive against its provenance, and build it again to compare.",
        discussion: """
            Compares the archive's digest with the provenance that package --provenance wrote. Then builds the function \
            again, from a copy of this checkout and with the recorded parameters, and compares the bytes. The checkout \
            must be clean and of the recorded commit, and the compiler, Swift SDK or image the same. Exits with status 1 \
            if the archive is not the recorded one or differs, and with 69 if it can't be built again here. Examples:

              swiftlambda verify function.zip --provenance function.provenance.json
              swiftlambda verify orders --no-rebuild
            """)

    @Argument(
        help: ArgumentHelp("The path of an archive, or a packaged function.", valueName: "function|path"))
    var subject: String

    @Option(help: ArgumentHelp("The provenance; by default the one beside the archive.", valueName: "path"))
    var provenance: String?

    @Flag(help: "Only compare the digest.")
    var noRebuild = false

    @Flag(help: "Show all output of SwiftPM, compilers and linkers.")
    var verbose = false

    @OptionGroup var store: SDKStoreOptions
    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let workspace = try package.workspace(on: host)
        let archive = try await ArchiveArgument(subject, workspace: workspace).file(on: host, console: console)
        let file =
            provenance.map { host.absolute(FilePath($0)) }
            ?? archive.removingLastComponent().appending("\(archive.stem ?? "").provenance.json")
        let action = VerifyAction(
            archive: archive, provenance: file, workspace: workspace, rebuilds: !noRebuild,
            chooser: BuilderChooser(try store.store(on: host), scratch: workspace.scratch, on: host),
            isVerbose: verbose, host: host, console: console)
        return try await action.run().result(base: host.workingDirectory)
    }
}
