#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A thread for an actor with blocking calls.
///
/// Swift runs all other tasks on as many threads as there are processors, and on Lambda that may be one: a call that
/// blocks it for minutes would block everything else too.
public final class BlockingThread: SerialExecutor, @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// The waiting jobs; accessed only under the mutex.
    private var jobs: [UnownedJob] = []

    /// Starts the thread, which lives as long as the process.
    public init() throws {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        #if canImport(Glibc)
        var thread = pthread_t()
        #else
        var thread: pthread_t?
        #endif
        let argument = Unmanaged.passRetained(self)
        let number = pthread_create(&thread, nil, runJobs, argument.toOpaque())
        guard number == 0 else {
            argument.release()
            throw RuntimeError.system("pthread_create", number: number)
        }
    }

    /// Passes a job to the thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pthread_mutex_lock(mutex)
        jobs.append(job)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// The executor, as Swift refers to it.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    private func nextJob() -> UnownedJob {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while jobs.isEmpty { pthread_cond_wait(condition, mutex) }
        return jobs.removeFirst()
    }

    fileprivate func run() -> Never {
        while true { nextJob().runSynchronously(on: asUnownedSerialExecutor()) }
    }
}

#if canImport(Darwin)
private typealias ThreadArgument = UnsafeMutableRawPointer
#else
private typealias ThreadArgument = UnsafeMutableRawPointer?
#endif

private let runJobs: @convention(c) (ThreadArgument) -> UnsafeMutableRawPointer? = { argument in
    let pointer: UnsafeMutableRawPointer? = argument
    guard let pointer else { return nil }
    Unmanaged<BlockingThread>.fromOpaque(pointer).takeRetainedValue().run()
}
