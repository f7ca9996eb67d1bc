import Building
import Console
import Host
import Model
import SystemPackage

/// `swiftlambda sdk make --from toolchain`.
struct ToolchainSDKAction {
    let options: ToolchainSDKOptions
    let architectures: [Architecture]
    let isReplacing: Bool
    let toolchain: Toolchain
    /// Needs a directory for downloads, which the addresses do not.
    let maker: () throws -> ToolchainSDKMaker

    /// Makes the SDK, or shows where its archive is.
    func perform(on host: Host, console: CommandConsole) async throws -> CommandResult {
        guard let sysroot = options.sysroot(on: host), options.archive != nil || options.download else {
            return try addresses()
        }
        let made = try await console.keepingAlive { try await make(with: sysroot, on: host) }
        if !made.wasMade { console.note("\(made.sdk.id) already exists; --replace makes it again.\n") }
        return SDKReport([made.sdk], toolchain: toolchain).result(on: console, diagnostics: [])
    }

    private func make(
        with sysroot: ToolchainSource.Sysroot, on host: Host
    ) async throws -> MadeSDK {
        guard let archive = options.archive else {
            return try await maker().make(
                downloading: try release(for: architectures.first ?? .arm64), sysroot: sysroot, replacing: isReplacing)
        }
        return try await maker().make(
            ToolchainSource(
                archive: host.absolute(FilePath(archive)),
                signature: options.signature.map { host.absolute(FilePath($0)) }, sysroot: sysroot,
                architecture: architectures.first, platform: options.platform),
            replacing: isReplacing)
    }

    private func release(for architecture: Architecture) throws -> ToolchainRelease {
        try ToolchainRelease(
            toolchain: toolchain, platform: options.platform ?? ToolchainRelease.defaultPlatform,
            architecture: architecture)
    }

    private struct Payload: Encodable, Sendable {
        struct Download: Encodable, Sendable {
            var architecture: Architecture
            var platform: String
            var archive: String
            var signature: String
            /// The command that makes the SDK of the downloaded files.
            var command: String
        }
        var compiler: String
        var sdks: [String] = []
        var downloads: [Download]
        var diagnostics: [Diagnostic] = []
    }

    private func addresses() throws -> CommandResult {
        let releases = try (architectures.isEmpty ? [.arm64] : architectures).map(release)
        let text = releases.map { release in
            """
            Swift for \(release.platform) on \(release.architecture):

              archive:    \(release.url)
              signature:  \(release.signatureURL)

            Download both into one directory, then run there:

              \(release.makeCommand)

            """
        }
        return CommandResult(
            text: text.joined(separator: "\n"),
            payload: Payload(
                compiler: toolchain.compilerVersion,
                downloads: releases.map {
                    Payload.Download(
                        architecture: $0.architecture, platform: $0.platform, archive: $0.url,
                        signature: $0.signatureURL, command: $0.makeCommand)
                }))
    }
}
