import LambdaRuntime
import Logging
import ServiceLifecycle

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@main
enum Main {
    static func main() async {
        let logger = Logger(label: "invoices")
        let ledger = Ledger(logger: logger)
        let runtime = LambdaRuntime(logger: logger) {
            let invoices = try Invoices(ledger: ledger)
            return { (order: Order, _) in try await invoices.invoice(order) }
        }
        // Services end in reverse order: the runtime answers its last event before the ledger closes.
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: ledger), .init(service: runtime)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await services.run()
        } catch {
            logger.critical("\(error)")
            exit(1)
        }
    }
}
