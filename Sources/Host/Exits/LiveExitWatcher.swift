import Dispatch
import Synchronization
import SystemPackage

#if os(Linux)
internal import CLinux
import LibC
#endif

/// Holds processes of this machine at their exit by ptrace(2); reports it if the system refuses.
package struct LiveExitWatcher: ExitWatcher {
    /// Creates the watcher.
    package init() {}

    #if os(Linux)
    /// Watches processes from its own thread, which ends with the last of them.
    package func watch(_ processes: [Int32], onExit: @escaping @Sendable (_ process: Int32, _ thread: Int32) -> Void)
        -> ExitWatch
    {
        let answer = WatchAnswer()
        let started = startThread {
            var tracer = ExitTracer(onExit: onExit)
            answer.give(tracer.attach(to: processes))
            tracer.run()
        }
        return started == 0 ? answer.wait() : ExitWatch(refusal: Errno(rawValue: started))
    }

    /// Starts a thread without children, so that it waits only for the processes that it traces.
    private func startThread(_ body: @escaping @Sendable () -> Void) -> CInt {
        let work = Unmanaged.passRetained(ThreadWork(body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, &attributes,
            { argument in
                if let argument { Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        if status != 0 { work.release() }
        return status
    }
    #else
    /// Watches no processes: the system has no such call.
    package func watch(_ processes: [Int32], onExit: @escaping @Sendable (_ process: Int32, _ thread: Int32) -> Void)
        -> ExitWatch
    {
        NoExitWatcher().watch(processes, onExit: onExit)
    }
    #endif
}

#if os(Linux)
/// The work of a thread.
private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// The result of starting to watch, from its thread to the caller's.
private final class WatchAnswer: Sendable {
    private let answer = Mutex(ExitWatch())
    private let isThere = DispatchSemaphore(value: 0)

    func give(_ watch: ExitWatch) {
        answer.withLock { $0 = watch }
        isThere.signal()
    }

    func wait() -> ExitWatch {
        isThere.wait()
        return answer.withLock { $0 }
    }
}
#endif
