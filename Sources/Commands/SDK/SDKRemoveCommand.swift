import ArgumentParser
import Building
import Console
import Host
import Model
import SystemPackage

/// `swiftlambda sdk remove`: deletes installed SDKs.
struct SDKRemoveCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove installed Swift SDKs.",
        discussion: """
            Deletes the bundles of SDKs, also of broken ones. Example:

              swiftlambda sdk remove debian-trixie-swift-6.0.3-arm64
            """)

    @Argument(help: ArgumentHelp("The SDKs.", valueName: "id"))
    var ids: [String]

    @OptionGroup var store: SDKStoreOptions
    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let store = try store.store(on: host)
        let removed = try store.remove(ids)
        return CommandResult(
            text: removed.map { "Removed '\($0)'.\n" }.joined(), payload: Payload(removed: removed.map(\.string)))
    }

    private struct Payload: Encodable, Sendable {
        /// The directories that were deleted.
        var removed: [String]
    }
}
