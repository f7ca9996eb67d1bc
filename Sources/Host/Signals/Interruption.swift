import LibC
package import Model
import SystemPackage

/// A signal requested the program's end.
package enum Interruption: DiagnosedError, Hashable {
    /// SIGINT: someone pressed Ctrl-C.
    case interrupted
    /// SIGTERM, or SIGHUP when the terminal closes.
    case terminated

    init(signal: CInt) {
        self = signal == SIGINT ? .interrupted : .terminated
    }

    /// One error that names the signal.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .interrupted: [.error("interrupted", "interrupted")]
        case .terminated: [.error("terminated", "terminated by a signal")]
        }
    }

    /// The exit status of a process that the signal terminated, as in a shell.
    package var exitStatus: ExitStatus {
        switch self {
        case .interrupted: .interrupted
        case .terminated: .terminated
        }
    }
}

extension Interruption {
    /// Ends the process after a while, unless it ends by itself: the last output may go to a stream that nobody
    /// reads.
    package func endProcess(after time: Duration) {
        SignalWatch.endProcess(after: time, status: exitStatus.rawValue)
    }
}

/// Runs a body whose task is cancelled by SIGINT, SIGTERM or SIGHUP, and waits for it to clean up.
///
/// A body that has not ended when its time is up, because it computes or waits for ever, is abandoned: the children are
/// killed, temporary files removed, and the process ends with the signal's status. It waits for children that take
/// longer to end. A second SIGINT ends the process at once. One call at a time.
///
/// - Parameter limit: how long the body may take to end after a signal.
/// - Throws: `Interruption` after a signal, whatever the body did; `ResourceError` if the system lacks resources
///   for the watch; else the error of the body.
package func withInterruption<Value: Sendable>(
    limit: Duration = .seconds(2), _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let watch: SignalWatch
    do throws(Errno) {
        watch = try SignalWatch.start(limit: limit)
    } catch {
        throw ResourceError(what: "a thread that waits for signals", reason: error)
    }
    let task = Task { try await body() }
    watch.onFirst { task.cancel() }
    let result = await withTaskCancellationHandler {
        await task.result
    } onCancel: {
        task.cancel()
    }
    if let signal = watch.stop() { throw Interruption(signal: signal) }
    return try result.get()
}
