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
        case .downloading(let bytes):
            download.withLock { $0 = Download(total: bytes, begin: clock.monotonic) }
            console.begin("Downloading \(formatted(bytes: Int(clamping: bytes)))")
        case .downloaded(let bytes): console.update(progress(bytes))
        case .unpacking(let package): console.begin("Unpacking \(package)")
        case .finishing: console.begin("Linking the SDK")
        }
    }

    /// Such as `42 %, 12.3 MB/s, 51 s left`.
    private func progress(_ bytes: Int64) -> String {
        download.withLock { download in
            guard let download, download.total > 0 else { return "" }
            return TransferProgress(done: bytes, total: download.total, elapsed: clock.monotonic - download.begin).text
        }
    }
}
