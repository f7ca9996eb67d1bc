import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct LiveFileLockTests {
    private let scratch: ScratchDirectory
    private let files = LiveFileSystem()
    private var path: FilePath { scratch.appending("lock") }

    init() throws {
        scratch = try ScratchDirectory()
    }

    /// A lock that is free is taken at once, and again after its release.
    @Test func free() async throws {
        for _ in 0..<3 {
            let lock = try await files.lock(path) { Issue.record("the lock is free") }
            lock.release()
            lock.release()
        }
    }

    /// A second process waits until the lock is released, and is notified once.
    @Test func waiting() async throws {
        let events = Mutex<[String]>([])
        let (busy, continuation) = AsyncStream.makeStream(of: Void.self)
        let first = try await files.lock(path) {}
        async let second = files.lock(path) {
            events.withLock { $0.append("busy") }
            continuation.yield()
        }
        for await _ in busy { break }
        events.withLock { $0.append("released") }
        first.release()
        try await second.release()
        #expect(events.withLock { $0 } == ["busy", "released"])
    }

    /// A lock that goes out of scope is released.
    @Test func forgotten() async throws {
        _ = try await files.lock(path) {}
        try await files.lock(path) { Issue.record("the lock is free") }.release()
    }

    /// Cancellation ends the wait.
    @Test func cancellation() async throws {
        let (busy, continuation) = AsyncStream.makeStream(of: Void.self)
        let first = try await files.lock(path) {}
        let waiting = Task { [files, path] in try await files.lock(path) { continuation.yield() } }
        for await _ in busy { break }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        first.release()
    }

    /// A lock file that was removed blocks nobody, and a new one works.
    @Test func removed() async throws {
        let first = try await files.lock(path) {}
        try files.remove(path)
        let second = try await files.lock(path) { Issue.record("nobody holds this file") }
        let (busy, continuation) = AsyncStream.makeStream(of: Void.self)
        let waiting = Task { [files, path] in try await files.lock(path) { continuation.yield() } }
        for await _ in busy { break }
        first.release()
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        second.release()
    }

    /// Children do not inherit a lock.
    @Test func inheritance() async throws {
        let first = try await files.lock(path) {}
        let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
        let child = Task {
            try await liveProcesses().stream(Command("sh", ["-c", "echo begun; exec sleep 30"])) { _ in
                continuation.yield()
            }
        }
        for await _ in begun { break }
        first.release()
        try await files.lock(path) { Issue.record("the child holds the lock") }.release()
        child.cancel()
        _ = await child.result
    }

    /// A path at which no file can be created is an error.
    @Test func impossible() async throws {
        let path = try scratch.write("", to: "file").appending("lock")
        await #expect(throws: FileError(.lock, path, .notDirectory)) { try await files.lock(path) {} }
    }
}
