import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The end of the pipe to which the signal handler writes.
private let signalPipe = Atomic<Int32>(-1)

/// SIGTERM as something that a task can wait for.
actor TerminationSignal {
    private let thread: BlockingThread
    private let reader: Int32

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// From here on, SIGTERM no longer ends the process.
    init() throws {
        thread = try BlockingThread()
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw RuntimeError.system("pipe", number: systemError) }
        reader = ends[0]
        signalPipe.store(ends[1], ordering: .sequentiallyConsistent)
        // A signal handler can do almost nothing; writing to a pipe is allowed.
        _ = signal(SIGTERM) { _ in writeToPipe() }
    }

    /// Waits for the signal.
    func wait() {
        var byte: UInt8 = 0
        while read(reader, &byte, 1) < 0 && systemError == EINTR {}
    }

    /// Makes `wait` return immediately.
    nonisolated func interrupt() { writeToPipe() }
}

private func writeToPipe() {
    let number = systemError
    var byte: UInt8 = 0
    _ = write(signalPipe.load(ordering: .sequentiallyConsistent), &byte, 1)
    systemError = number
}
