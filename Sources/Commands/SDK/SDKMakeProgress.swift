import Building
import Console
import Host
import Synchronization

/// Shows what `sdk make` does, with the rate of a download and the time that it still takes.
final class SDKMakeProgress: Sendable {
    private let console: CommandConsole
    private let clock: any HostClock
    private let download = Mutex<Download?>(nil)

    private struct Download {
        var total: Int64
        var begin: ContinuousClock.Instant
    }

    init(console: CommandConsole, clock: any HostClock) {
        self.console = console
        self.clock = clock
    }

    func show(_ event: DebianSDKMaker.Event) {
        switch event {
        case .waiting: console.begin("Waiting for another swiftlambda that makes an SDK")
        case .updating(let suite): console.begin("Getting the package lists of Debian \(suite)")
        case .downloading(let bytes): begin(download: bytes)
        case .downloaded(let bytes): console.update(progress(bytes))
        case .unpacking(let package): console.begin("Unpacking \(package)")
        case .finishing: console.begin("Linking the SDK")
        }
    }

    func show(_ event: ToolchainSDKMaker.Event) {
        switch event {
        case .waiting: console.begin("Waiting for another swiftlambda that makes an SDK")
        case .downloading(let bytes): begin(download: bytes)
        case .downloaded(let bytes): console.update(progress(bytes))
        case .verifying(let file): console.begin("Verifying the signature of \(file)")
        case .unsigned(let file):
            console.note(
                "'\(file)' is not verified: there is no '\(file).sig' beside it, and --signature names no other.\n")
        case .signed(let file, let signer, let isKnown):
            console.note(
                "'\(file)' is signed by '\(signer)'"
                    + (isKnown ? ".\n" : ", whose key is not one of the swift.org keys that this release knows.\n"))
        case .unpacking(let name): console.begin("Unpacking \(name)")
        case .finishing: console.begin("Linking the SDK")
        }
    }

    private func begin(download bytes: Int64) {
        download.withLock { $0 = Download(total: bytes, begin: clock.monotonic) }
        console.begin("Downloading \(formatted(bytes: Int(clamping: bytes)))")
    }

    /// Such as `42 %, 12.3 MB/s, 51 s left`.
    private func progress(_ bytes: Int64) -> String {
        download.withLock { download in
            guard let download, download.total > 0 else { return "" }
            return TransferProgress(done: bytes, total: download.total, elapsed: clock.monotonic - download.begin).text
        }
    }
}
