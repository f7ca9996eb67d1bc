package import NIOCore
import NIOPosix

/// The one event loop of all environments and front doors of this program.
///
/// An invocation passes from its caller's connection through an environment to the function's connection and back. On
/// one thread that takes a fraction of the time of waking another at each step, and one thread has time to spare: what
/// it waits for are the functions.
package enum LocalEventLoop {
    /// The loop.
    package static let shared: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
    /// Runs tasks on the loop.
    package static let executor = EventLoopTaskExecutor(shared)
}
