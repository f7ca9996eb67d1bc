import Host
import LocalEnvironment
import Synchronization

/// Prints a response as it arrives, no faster than its reader reads.
final class AnswerPrinter: Sendable {
    /// The most bytes that may wait before the function has to.
    private static let mostPending = 256 << 10

    /// Holds up the function's stream.
    let flow = DeliveryFlow()
    private let sink: any TextSink
    private let parts: AsyncStream<[UInt8]>
    private let continuation: AsyncStream<[UInt8]>.Continuation
    private let pending = Mutex(0)
    private let end: AsyncStream<Never>
    private let ending: AsyncStream<Never>.Continuation

    init(_ sink: any TextSink) {
        self.sink = sink
        (parts, continuation) = AsyncStream.makeStream()
        (end, ending) = AsyncStream.makeStream()
    }

    /// Takes a part of the response.
    func take(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        // Within the lock, so that the last change decides whether the flow is held.
        pending.withLock { pending in
            pending += bytes.count
            if pending > Self.mostPending { flow.hold(true) }
        }
        continuation.yield(bytes)
    }

    /// Ends the response.
    func finish() { continuation.finish() }

    /// Prints until the response ends.
    ///
    /// - Throws: `FileError`; the rest of the response is then dropped, without holding up the function.
    func print() async throws {
        var failure: FileError?
        for await bytes in parts {
            if failure == nil {
                do throws(FileError) { try sink.write(bytes) } catch { failure = error }
            }
            pending.withLock { pending in
                pending -= bytes.count
                if pending <= Self.mostPending { flow.hold(false) }
            }
        }
        ending.finish()
        if let failure { throw failure }
    }

    /// Waits until everything is printed or the task is cancelled.
    func waitUntilPrinted() async {
        for await _ in end {}
    }
}
