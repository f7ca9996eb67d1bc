import Building
import Host
import Synchronization
import SystemPackage

/// A directory that replaces `TMPDIR` for calls of `swift` that set none, because each call leaves a directory there,
/// even one that only prints its version.
///
/// The first call creates and claims it; the next run removes what a killed run left.
final class SwiftTemporaries: Sendable {
    private static let prefix = "swiftlambda-swift-"

    private enum State {
        case unused
        case made(FilePath)
        /// It cannot be created; `swift` reports that itself if it matters.
        case refused
    }

    private let files: any FileSystem
    private let parent: FilePath
    private let state = Mutex(State.unused)

    init(_ host: Host) {
        files = host.files
        parent = host.temporaryDirectory
    }

    /// A host whose calls of `swift` use the directory.
    func host(_ host: Host) -> Host {
        var host = host
        host.processes = TemporaryDirectoryRunner(host.processes) { command in
            let isSwift = FilePath(command.executable).lastComponent?.string == "swift"
            return isSwift && command.environment["TMPDIR"] == nil ? self.directory : nil
        }
        return host
    }

    /// Removes the directory, if it was created.
    func remove() {
        state.withLock { state in
            // The next run removes what cannot be removed now.
            if case .made(let directory) = state { try? files.remove(directory) }
            state = .refused
        }
    }

    private var directory: FilePath? {
        state.withLock { state in
            if case .unused = state { state = make() }
            if case .made(let directory) = state { return directory }
            return nil
        }
    }

    private func make() -> State {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        let directory = parent.appending("\(Self.prefix)\(number)")
        do {
            guard try files.status(of: parent, followingLinks: true)?.kind == .directory else { return .refused }
            try files.claimDirectory(directory, besides: Self.prefix)
            try BuildTemporaries.linkLocks(from: parent, in: directory, files: files)
        } catch {
            return .refused
        }
        return .made(directory)
    }
}
