import AWSLambdaRuntime
import Logging
import ServiceLifecycle
import __MODULE__Handler

@main
enum Main {
    static func main() async throws {
        let logger = Logger(label: "__FUNCTION__")

        // Whatever is created here, outside the handler, is created once for all invocations of this environment.
        let connection = Connection(logger: logger)
        let handler = Handler(connection: connection)
        let runtime = LambdaRuntime(logger: logger) { (event: Request, context: LambdaContext) in
            try await handler.answer(event)
        }

        // On SIGTERM, services end in reverse order: first the runtime, then the connection. Lambda sends SIGTERM only
        // if an extension such as Lambda Insights is registered, and SIGKILL 300 ms later.
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
