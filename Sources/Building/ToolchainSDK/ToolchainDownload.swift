import Host
import Model
import SystemPackage

/// Downloads a toolchain's archive and its signature from swift.org with curl, and resumes an interrupted run.
struct ToolchainDownload: Sendable {
    let release: ToolchainRelease
    /// The directory of downloads.
    let directory: FilePath
    let host: Host
    let onEvent: @Sendable (ToolchainSDKMaker.Event) -> Void

    var archive: FilePath { directory.appending(release.file) }
    var signature: FilePath { directory.appending(release.file + ".sig") }

    /// The name of a file while it is incomplete.
    private static func partial(_ file: FilePath) -> FilePath { FilePath(file.string + ".part") }

    private static let options = ["--fail", "--location", "--silent", "--show-error", "--proto", "=https"]

    static func headCommand(_ url: String) -> Command {
        Command("curl", options + ["--head", url], environment: ["LC_ALL": "C"])
    }

    static func command(_ url: String, to file: FilePath) -> Command {
        Command(
            "curl", options + ["--retry", "3", "--continue-at", "-", "--output", partial(file).string, url],
            environment: ["LC_ALL": "C"])
    }

    /// Downloads what is missing.
    ///
    /// - Throws: `ToolchainSDKError.noTool`, `.notDownloaded`; `SDKMakeError.noRoom`; `FileError`; `ProcessError`;
    ///   `CancellationError`.
    func fetch() async throws {
        guard host.processes.locate("curl") != nil else { throw ToolchainSDKError.noTool("curl", package: "curl") }
        try host.files.makeDirectory(directory)
        try await fetch(release.signatureURL, to: signature)
        try await fetch(release.url, to: archive)
    }

    private func fetch(_ url: String, to file: FilePath) async throws {
        if try host.files.status(of: file, followingLinks: true) != nil { return }
        let head = try await run(Self.headCommand(url), url: url)
        let total = Self.size(inHead: ToolchainArchive.text(head))
        let partial = Self.partial(file)
        let done = try size(of: partial)
        if let total {
            try SDKPlacement.requireRoom(max(0, total - done), in: directory, on: host)
            onEvent(.downloading(bytes: total))
        }
        // A server answers the request for what follows the end with an error.
        if total != done || total == nil {
            try await watching(partial) { _ = try await run(Self.command(url, to: file), url: url) }
        }
        if let total, case let size = try size(of: partial), size != total {
            // Longer than the archive is only what another one left.
            if size > total { try host.files.remove(partial) }
            throw ToolchainSDKError.notDownloaded(
                url, release: release, message: "\(size) of \(total) bytes arrived.", isMissing: false)
        }
        try host.files.rename(partial, to: file)
    }

    private func run(_ command: Command, url: String) async throws -> [UInt8] {
        let result = try await host.processes.collect(command, limit: 1 << 20)
        guard result.end.isSuccess else {
            let message = ToolchainArchive.text(result.error)
            // 22 is an answer of 400 or more.
            throw ToolchainSDKError.notDownloaded(
                url, release: release, message: message,
                isMissing: result.end == .exited(22) && message.contains("404"))
        }
        return result.output
    }

    /// Reports the size of a growing file while the work goes on.
    private func watching(_ file: FilePath, _ work: () async throws -> Void) async throws {
        let watch = Task { [host, onEvent] in
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(500))
                let status = try host.files.status(of: file, followingLinks: true)
                onEvent(.downloaded(bytes: status?.size ?? 0))
            }
        }
        defer { watch.cancel() }
        try await work()
    }

    private func size(of file: FilePath) throws -> Int64 {
        try host.files.status(of: file, followingLinks: true)?.size ?? 0
    }

    /// The size in the header of the last answer; those before it are redirections.
    static func size(inHead text: String) -> Int64? {
        let name = "content-length:"
        return text.split(whereSeparator: \.isNewline).last { $0.lowercased().hasPrefix(name) }
            .flatMap { Int64($0.dropFirst(name.count).filter { $0 != " " }) }
    }
}
