import LambdaRuntime
import __MODULE__Handler

@main
enum Main {
    static func main() async throws {
        let runtime = try Runtime()

        // Whatever is created here, outside the handler, is created once for all invocations of this environment.
        let connection = await runtime.initialize {
            try Connection(path: environment("CONNECTION_FILE") ?? "/tmp/__FUNCTION__.log")
        }
        let handler = Handler(connection: connection)

        try await runtime.run { event in
            try await handler.answer(event)
        } cleanUp: {
            await connection.close()
        }
    }
}
