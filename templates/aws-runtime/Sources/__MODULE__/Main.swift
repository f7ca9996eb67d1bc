import AWSLambdaRuntime
import Logging
import ServiceLifecycle
import __MODULE__Handler

@main
enum Main {
    static func main() async throws {
        let logger = Logger(label: "__FUNCTION__")

        // What is made here, outside the handler, is made once for all invocations of this environment.
        let connection = Connection(logger: logger)
        let handler = Handler(connection: connection)
        let runtime = LambdaRuntime(logger: logger) { (event: Request, context: LambdaContext) in
            try await handler.answer(event)
        }

        // On SIGTERM services end in the reverse order: first no more events, then the connection is closed. Lambda only
        // sends SIGTERM where an extension such as Lambda Insights is there, and SIGKILL 300 ms later.
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: connection, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: runtime, successTerminationBehavior: .gracefullyShutdownGroup),
                ],
                gracefulShutdownSignals: [.sigterm],
                logger: logger))
        try await services.run()
    }
}
