public import Model

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A signal asked the program to end.
public enum Interruption: DiagnosedError, Hashable {
    /// SIGINT: someone pressed Ctrl-C.
    case interrupted
    /// SIGTERM, or SIGHUP when the terminal goes.
    case terminated

    init(signal: CInt) {
        self = signal == SIGINT ? .interrupted : .terminated
    }

    /// One error that names the signal.
    public var diagnostics: [Diagnostic] {
        switch self {
        case .interrupted: [.error("interrupted", "interrupted")]
        case .terminated: [.error("terminated", "told to end by a signal")]
        }
    }

    /// The status a shell gives to a process that the signal ended.
    public var exitStatus: ExitStatus {
        switch self {
        case .interrupted: .interrupted
        case .terminated: .terminated
        }
    }
}

/// Runs a body whose task is cancelled by SIGINT, SIGTERM or SIGHUP, and waits for it to clean up.
///
/// A second SIGINT kills the children and ends the process at once, for those who cannot wait. One call at a time.
///
/// - Throws: `Interruption` where a signal came, whatever the body then did; else what the body throws.
public func withInterruption<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let watch = try SignalWatch.start()
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
