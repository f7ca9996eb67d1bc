import LambdaRuntime

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A connection that is kept between invocations: here to a file, in your function to a database, a cache or a
/// queue.
public actor Connection {
    private let thread: BlockingThread
    private var descriptor: Int32
    private var count = 0

    /// Writing to a file blocks, so it runs on a separate thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Opens the connection; the file starts empty.
    public init(path: String) throws {
        thread = try BlockingThread()
        // Not `open`: with a mode it is Swift's own, which like Swift's `errno` requires glibc 2.35.
        descriptor = creat(path, 0o644)
        guard descriptor >= 0 else { throw RuntimeError.system("open \(path)", number: systemError) }
    }

    /// Writes a line.
    ///
    /// - Returns: how many lines were written.
    public func append(_ line: String) throws -> Int {
        try send(line + "\n")
        count += 1
        return count
    }

    /// Sends a farewell to the other side and closes the connection.
    public func close() {
        guard descriptor >= 0 else { return }
        do {
            try send("closed after \(count)\n")
        } catch {
            log("sending the farewell failed: \(error)")
        }
        closeDescriptor(descriptor)
        descriptor = -1
    }

    private func send(_ text: String) throws {
        guard descriptor >= 0 else { throw RuntimeError.closed }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let sent = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if sent < 0 && systemError == EINTR { continue }
            guard sent > 0 else { throw RuntimeError.system("write", number: systemError) }
            bytes = bytes.dropFirst(sent)
        }
    }
}

/// The C function, which `Connection.close` hides.
private func closeDescriptor(_ descriptor: Int32) {
    _ = close(descriptor)
}
