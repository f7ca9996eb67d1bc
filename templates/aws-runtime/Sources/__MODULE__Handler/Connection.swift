import Logging
import ServiceLifecycle

/// A connection that is kept between invocations: here to nothing, in your function to a database, a cache or a
/// queue.
public actor Connection: Service {
    /// Something was sent after the connection closed.
    public struct Closed: Error {}

    private let logger: Logger
    private var count = 0
    private var isOpen = true

    /// Opens the connection.
    public init(logger: Logger) {
        self.logger = logger
    }

    /// Keeps the connection open until the function shuts down.
    public func run() async throws {
        try? await gracefulShutdown()
        close()
    }

    /// Sends something.
    ///
    /// - Returns: how often something was sent.
    public func send(_ text: String) throws -> Int {
        guard isOpen else { throw Closed() }
        count += 1
        return count
    }

    private func close() {
        isOpen = false
        logger.info("closed", metadata: ["count": "\(count)"])
    }
}
