import LibC
import SystemPackage

/// Standard output or standard error of this process.
package struct StandardStream: TextSink {
    /// Standard output.
    package static let output = StandardStream(descriptor: STDOUT_FILENO, name: "standard output")
    /// Standard error.
    package static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

    /// Whether it is a terminal.
    package let isTerminal: Bool
    private let descriptor: CInt
    private let name: FilePath

    init(descriptor: CInt, name: FilePath) {
        self.descriptor = descriptor
        self.name = name
        isTerminal = isatty(descriptor) == 1
    }

    /// The width of the terminal in columns at this moment, if known.
    package var columns: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard ioctl(descriptor, numericCast(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes text as UTF-8, whole.
    package func write(_ text: String) throws(FileError) {
        try write(Array(text.utf8))
    }

    /// Writes bytes as they are, whole.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            do throws(Errno) {
                let count = try retryingInterrupts { rest.withUnsafeBytes { systemWrite($0) } }
                rest = rest.dropFirst(count)
            } catch .brokenPipe {
                return
            } catch .wouldBlock {
                waitUntilWritable()
            } catch {
                throw FileError(.write, name, error)
            }
        }
    }

    private func systemWrite(_ bytes: UnsafeRawBufferPointer) -> Int {
        LibC.write(descriptor, bytes.baseAddress, bytes.count)
    }

    /// Waits for room; a program that shares the stream may have made it non-blocking.
    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // If waiting fails, the next write reports why.
        _ = poll(&request, 1, -1)
    }
}
