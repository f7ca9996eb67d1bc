import LambdaRuntime
import Testing
import __MODULE__Handler

@Suite struct HandlerTests {
    private func event(_ text: String) -> Event {
        Event(requestID: "1", deadlineMs: 0, body: Array(text.utf8))
    }

    @Test func itAnswersWithTheEventAndCounts() async throws {
        let handler = Handler(connection: try Connection(path: "/dev/null"))
        let first = try await handler.answer(event("{\"name\": \"Ana\"}"))
        let second = try await handler.answer(event(""))
        #expect(String(decoding: first, as: UTF8.self) == "{\"count\": 1, \"event\": {\"name\": \"Ana\"}}")
        #expect(String(decoding: second, as: UTF8.self) == "{\"count\": 2, \"event\": null}")
    }

    @Test func aClosedConnectionIsAnError() async throws {
        let connection = try Connection(path: "/dev/null")
        await connection.close()
        await #expect(throws: RuntimeError.self) {
            try await Handler(connection: connection).answer(event("{}"))
        }
    }
}
