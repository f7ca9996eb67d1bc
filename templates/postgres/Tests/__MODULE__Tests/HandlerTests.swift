import LambdaRuntime
import Testing
import __MODULE__Handler

/// A database with one row.
private struct OneRow: Database {
    var row: [String?]

    func query(_ statement: String, _ parameters: [String?]) async throws -> [[String?]] { [row] }
}

@Suite struct HandlerTests {
    private let event = Event(requestID: "1", deadlineMs: 0, body: Array("{}".utf8))

    @Test func itAnswersWithWhatTheDatabaseSays() async throws {
        let handler = Handler(database: OneRow(row: ["my \"shop\"", "4711", "2"]))
        let answer = String(decoding: try await handler.answer(event), as: UTF8.self)
        #expect(answer == #"{"database": "my \"shop\"", "backend": 4711, "length": 2}"#)
    }

    @Test func anUnexpectedAnswerIsAnError() async {
        let handler = Handler(database: OneRow(row: ["shop", nil, "2"]))
        await #expect(throws: UnexpectedAnswer.self) { try await handler.answer(event) }
    }
}
