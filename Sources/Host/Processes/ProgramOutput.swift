import LibC
import Synchronization

/// The pending output of a program; it is limited, so that a program that writes more has to wait.
final class ProgramOutput: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isOpen = true
    }

    /// A pipe of Linux holds 65,536 bytes (pipe(7)); so a read of that size takes everything written before.
    private static let pipeCapacity = 64 << 10
    /// The maximum to read ahead.
    private static let limit = 4 * pipeCapacity

    private let pipe: Pipe
    private let state = Mutex(State())

    init(_ pipe: Pipe) {
        self.pipe = pipe
        // If this fails, taking output waits longer; nothing is lost.
        _ = fcntl(pipe.reading, F_SETFL, O_NONBLOCK)
    }

    /// The descriptor to poll.
    var descriptor: CInt { pipe.reading }
    /// Whether more output can follow.
    var isOpen: Bool { state.withLock { $0.isOpen } }
    /// Whether there is room for more.
    var hasRoom: Bool { state.withLock { $0.bytes.count < Self.limit } }

    /// Reads the available output.
    ///
    /// - Returns: whether there is new output to take.
    func fill() -> Bool {
        state.withLock { state in
            let wasEmpty = state.bytes.isEmpty
            read(into: &state)
            return wasEmpty && !state.bytes.isEmpty
        }
    }

    /// Takes everything written before this call.
    func take() -> [UInt8] {
        state.withLock { state in
            read(into: &state)
            defer { state.bytes = [] }
            return state.bytes
        }
    }

    private func read(into state: inout State) {
        guard state.isOpen else { return }
        withUnsafeTemporaryAllocation(byteCount: Self.pipeCapacity, alignment: 1) { buffer in
            var rest = Self.pipeCapacity
            while rest > 0 {
                let count = systemRead(pipe.reading, buffer.baseAddress, rest)
                if count > 0 {
                    state.bytes += buffer[..<count]
                    rest -= count
                } else if count == 0 || errno != EINTR {
                    state.isOpen = count < 0 && errno == EAGAIN
                    break
                }
            }
        }
    }
}

private func systemRead(_ descriptor: CInt, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, start, count)
}
