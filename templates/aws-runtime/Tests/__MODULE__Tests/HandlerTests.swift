import Logging
import ServiceLifecycle
import Testing
import __MODULE__Handler

@Suite struct HandlerTests {
    @Test func itGreetsAndCounts() async throws {
        let handler = Handler(connection: Connection(logger: Logger(label: "test")))
        #expect(try await handler.answer(Request(name: "Ana")).greeting == "Hello Ana")
        let second = try await handler.answer(Request())
        #expect(second.greeting == "Hello world")
        #expect(second.count == 2)
    }

    @Test func theConnectionIsClosedOnShutdown() async throws {
        let logger = Logger(label: "test")
        let connection = Connection(logger: logger)
        let services = ServiceGroup(services: [connection], logger: logger)
        await services.triggerGracefulShutdown()
        try await services.run()
        await #expect(throws: Connection.Closed.self) { try await connection.send("late") }
    }
}
