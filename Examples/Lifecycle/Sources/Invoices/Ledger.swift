import Logging
import ServiceLifecycle

/// What is kept between invocations and must be written before the function ends.
///
/// Here it is a sum that goes to the log; in your function it is a pool of database connections or a batch of metrics.
actor Ledger: Service {
    private let logger: Logger
    private var count = 0
    private var totalCents = 0

    init(logger: Logger) {
        self.logger = logger
    }

    /// Waits for the shutdown, then writes the sum.
    func run() async throws {
        try? await gracefulShutdown()
        logger.info("ledger closed", metadata: ["invoices": "\(count)", "cents": "\(totalCents)"])
    }

    func enter(cents: Int) {
        count += 1
        totalCents += cents
    }
}
