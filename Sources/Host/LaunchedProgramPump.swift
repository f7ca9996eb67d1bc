#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Hands over what a launched program writes and how it ends, in the order in which that happened.
///
/// A child that the program left behind may hold its output open; that does not delay the word of its end.
final class LaunchedProgramPump: Sendable {
    private let output: Pipe
    private let failure: Pipe?
    private let end: Pipe
    private let onEvent: @Sendable (LaunchedProgramEvent) -> Void

    init(output: Pipe, failure: Pipe?, end: Pipe, onEvent: @escaping @Sendable (LaunchedProgramEvent) -> Void) {
        self.output = output
        self.failure = failure
        self.end = end
        self.onEvent = onEvent
    }

    /// Runs until the program has ended.
    func run(_ program: LiveProgram) {
        if let failure {
            let message = readAll(failure)
            guard message.isEmpty else {
                return onEvent(.notStarted(String(decoding: message, as: UTF8.self)))
            }
        }
        onEvent(.began(.now))
        _ = fcntl(output.reading, F_SETFL, O_NONBLOCK)
        var isOutputOpen = true
        while true {
            // A negative descriptor is passed over by poll(2).
            var requests = [
                pollfd(fd: isOutputOpen ? output.reading : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: end.reading, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&requests, 2, -1) >= 0 || errno == EINTR else { break }
            let hasEnded = requests[1].revents != 0
            if isOutputOpen { isOutputOpen = drain() }
            if hasEnded { break }
        }
        if let (end, time) = program.end { onEvent(.ended(end, at: time)) }
    }

    /// Hands over what there is to read.
    ///
    /// - Returns: whether more may come.
    private func drain() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(output.reading, &buffer, buffer.count)
            if count > 0 {
                onEvent(.output(Array(buffer[..<count])))
            } else if count == 0 {
                return false
            } else if errno != EINTR {
                return errno == EAGAIN
            }
        }
    }

    private func readAll(_ pipe: Pipe) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(pipe.reading, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                return bytes
            }
        }
    }
}
