import LambdaRuntime
import __MODULE__Handler

@main
enum Main {
    static func main() async throws {
        let runtime = try Runtime()

        // Connected here, outside the handler: once for all invocations of this environment.
        let connection = await runtime.initialize {
            try PostgresConnection(applicationName: "__FUNCTION__")
        }
        let handler = Handler(database: connection)

        try await runtime.run { event in
            try await handler.answer(event)
        } cleanUp: {
            // Otherwise the server keeps the connection until it notices that the client is gone.
            await connection.close()
        }
    }
}
