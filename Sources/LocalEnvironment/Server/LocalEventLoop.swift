package import NIOCore
import NIOPosix

/// The single event loop of all environments and front doors of this program.
///
/// An invocation passes from its caller's connection through an environment to the function's connection and back. One
/// thread does this in a fraction of the time of waking another at each step, and it has time to spare: it mostly waits
/// for the functions.
package enum LocalEventLoop {
    /// The loop.
    package static let shared: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
    /// Runs tasks on the loop.
    package static let executor = EventLoopTaskExecutor(shared)
}
