import Dispatch
import LibC
import Synchronization

/// A stream that never blocks its writers, even if its reader is slow or gone.
///
/// Text that can't be written at once is queued, and written by a separate thread. `hasRoom` is for
/// writers that can wait; text from others beyond a limit is dropped and replaced with the number of dropped
/// lines.
package final class QueuedStream: TextSink {
    /// Standard error.
    package static let error = QueuedStream(.error, descriptor: STDERR_FILENO)

    private struct State {
        var kept: [UInt8] = []
        /// How many bytes are being written.
        var inFlight = 0
        var omittedLines = 0
        var isWriting = false

        var isEmpty: Bool { kept.isEmpty && inFlight == 0 && omittedLines == 0 }
    }

    /// The queue size at which writers should wait.
    private static let room = 1 << 20
    /// The maximum queue size.
    private static let limit = 8 << 20
    /// A pipe with any room accepts this many bytes at once (pipe(7)).
    private static let atOnce = 4_096

    private let stream: StandardStream
    private let descriptor: CInt
    /// Whether writing may have to wait for a reader.
    private let mayWait: Bool
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "swiftlambda.standard-error")

    init(_ stream: StandardStream, descriptor: CInt) {
        self.stream = stream
        self.descriptor = descriptor
        var status = stat()
        let kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
        mayWait = stream.isTerminal || kind == S_IFIFO || kind == S_IFSOCK
    }

    /// Whether it is a terminal.
    package var isTerminal: Bool { stream.isTerminal }
    /// The width of the terminal in columns at this moment.
    package var columns: Int? { stream.columns }
    /// Whether the queue is short enough.
    package var hasRoom: Bool { state.withLock { $0.kept.count + $0.inFlight < Self.room } }

    /// Writes text, or queues it for the reader.
    package func write(_ text: String) throws(FileError) {
        guard mayWait else { return try stream.write(text) }
        let result: Result<Void, FileError> = state.withLock { state in
            if state.isEmpty, text.utf8.count <= Self.atOnce, canWriteAtOnce {
                return Result { () throws(FileError) in try stream.write(text) }
            }
            keep(text, in: &state)
            return .success(())
        }
        try result.get()
    }

    /// Waits until the queue is empty, or for a time.
    package func flush(within limit: Duration?) {
        let deadline = limit.map { ContinuousClock.now + $0 }
        while !state.withLock({ $0.isEmpty }) {
            if let deadline, ContinuousClock.now >= deadline { return }
            _ = usleep(1_000)
        }
    }

    /// Whether there is room for a short text; unknown for a terminal.
    private var canWriteAtOnce: Bool {
        guard !isTerminal else { return false }
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, 0) == 1
    }

    private func keep(_ text: String, in state: inout State) {
        if state.kept.count + state.inFlight > Self.limit {
            state.omittedLines += text.utf8.count { $0 == UInt8(ascii: "\n") }
        } else {
            if state.omittedLines > 0 { state.kept += Self.note(of: state.omittedLines).utf8 }
            state.omittedLines = 0
            state.kept += text.utf8
        }
        guard !state.isWriting else { return }
        state.isWriting = true
        queue.async { [self] in writeKept() }
    }

    private func writeKept() {
        while true {
            let bytes = state.withLock { state in
                if state.kept.isEmpty, state.omittedLines > 0 {
                    state.kept += Self.note(of: state.omittedLines).utf8
                    state.omittedLines = 0
                }
                let bytes = state.kept
                state.kept = []
                state.inFlight = bytes.count
                state.isWriting = !bytes.isEmpty
                return bytes
            }
            if bytes.isEmpty { return }
            // If the terminal is gone, there is no way to report it.
            try? stream.write(String(decoding: bytes, as: UTF8.self))
        }
    }

    private static func note(of lines: Int) -> String {
        "note: \(lines) lines are missing here, because nothing read standard error\n"
    }
}
