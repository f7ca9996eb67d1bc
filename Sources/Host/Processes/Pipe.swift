import LibC
import Synchronization
import SystemPackage

#if canImport(Glibc)
internal import CLinux
#endif

/// Both ends of a pipe, which other processes do not inherit.
final class Pipe: Sendable {
    /// Lower numbers are those of a child's descriptors; an end with such a number could not be passed on.
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

    /// Closes the read end, once.
    func closeReading() {
        isReadingOpen.withLock { isOpen in
            if isOpen { _ = close(reading) }
            isOpen = false
        }
    }

    /// Closes the write end, once.
    func closeWriting() {
        isWritingOpen.withLock { isOpen in
            if isOpen { _ = close(writing) }
            isOpen = false
        }
    }

    /// Reads once.
    ///
    /// - Returns: the bytes; empty at the end, or if a non-blocking read finds nothing.
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
