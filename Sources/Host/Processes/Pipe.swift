import LibC
import Synchronization
import SystemPackage

#if canImport(Glibc)
internal import CLinux
#endif

/// Both ends of a pipe, of which no other process inherits a copy.
final class Pipe: Sendable {
    /// Below lie the numbers that a child's descriptors get; an end that had one of them could not be handed over.
    private static let lowest: CInt = 10

    let reading: CInt
    let writing: CInt
    private let isReadingOpen = Mutex(true)
    private let isWritingOpen = Mutex(true)

    init() throws(Errno) {
        var ends: [CInt] = [-1, -1]
        #if canImport(Darwin)
        _ = try retryingInterrupts { pipe(&ends) }
        for end in ends { _ = try retryingInterrupts { fcntl(end, F_SETFD, FD_CLOEXEC) } }
        #else
        _ = try retryingInterrupts { pipe2(&ends, O_CLOEXEC) }
        #endif
        for index in ends.indices where ends[index] < Self.lowest {
            let low = ends[index]
            defer { _ = close(low) }
            ends[index] = try retryingInterrupts { fcntl(low, F_DUPFD_CLOEXEC, Self.lowest) }
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        closeReading()
        closeWriting()
    }

    /// Closes the end that is read from, once.
    func closeReading() {
        isReadingOpen.withLock { isOpen in
            if isOpen { _ = close(reading) }
            isOpen = false
        }
    }

    /// Closes the end that is written to, once.
    func closeWriting() {
        isWritingOpen.withLock { isOpen in
            if isOpen { _ = close(writing) }
            isOpen = false
        }
    }

    /// Reads once.
    ///
    /// - Returns: what came; empty at the end, or where nothing is there and reading does not wait.
    func read(atMost count: Int = 4_096) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        while true {
            let count = systemRead(reading, &buffer, buffer.count)
            if count >= 0 { return Array(buffer[..<count]) }
            guard errno == EINTR else { return [] }
        }
    }
}

// Inside `Pipe` its own method hides the C function of the same name.
private func systemRead(_ descriptor: CInt, _ start: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, start, count)
}
