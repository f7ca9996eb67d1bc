import NIOCore
import NIOPosix

/// The one event loop of all environments and front doors of this program.
///
/// An invocation passes from its caller's connection through an environment to the function's connection and back. On
/// one thread that takes a fraction of the time of waking another at each step, and one thread has time to spare: what
/// it waits for are the functions.
enum LocalEventLoop {
    /// The loop.
    static let shared: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
    /// Runs tasks on the loop.
    static let executor = EventLoopTaskExecutor(shared)
}

/// Runs the parts of a task that may run anywhere on an event loop.
final class EventLoopTaskExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        loop.execute { job.runSynchronously(on: executor) }
    }
}
