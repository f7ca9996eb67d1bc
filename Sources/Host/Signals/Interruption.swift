import LibC
package import Model
import SystemPackage

/// A signal asked the program to end.
package enum Interruption: DiagnosedError, Hashable {
    /// SIGINT: someone pressed Ctrl-C.
    case interrupted
    /// SIGTERM, or SIGHUP when the terminal goes.
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

    /// The status a shell gives to a process that the signal ended.
    package var exitStatus: ExitStatus {
        switch self {
        case .interrupted: .interrupted
        case .terminated: .terminated
        }
    }
}

extension Interruption {
    /// Ends the process after a while, unless it ends by itself: what is left to say may meet with a stream that nobody
    /// reads.
    package func endProcess(after time: Duration) {
        SignalWatch.endProcess(after: time, status: exitStatus.rawValue)
    }
}

/// Runs a body whose task is cancelled by SIGINT, SIGTERM or SIGHUP, and waits for it to clean up.
///
/// A body that has not ended when its time is up, because it computes or waits for what never comes, is not waited for:
/// the children are killed, temporary files removed, and the process ends with the signal's status. Children that take
/// longer to end are waited for. A second SIGINT ends the process at once, for those who cannot wait. One call at a time.
///
/// - Parameter limit: how long the body may take to end after a signal.
/// - Throws: `Interruption` where a signal came, whatever the body then did; `ResourceError` where the system has no room
///   for the watch; else what the body throws.
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
