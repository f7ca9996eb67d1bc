import LambdaProtocol
import Testing

@testable import LocalEnvironment

@Suite
struct StandInClientTests {
    private func request(_ step: StandInClient.Step?) -> (token: RequestToken, request: APIRequest)? {
        guard case .send(let token, let request) = step else { return nil }
        return (token, request)
    }

    @Test func thatOfInsightsRegistersPollsAndExitsAtShutdown() throws {
        var client = StandInClient(.insights)
        let registration = try #require(request(client.begin()))
        #expect(registration.request.path == "/2020-01-01/extension/register")
        #expect(registration.request.headers["Lambda-Extension-Name"] == "cloudwatch_lambda_agent")
        #expect(String(decoding: registration.request.body, as: UTF8.self) == #"{"events":["INVOKE","SHUTDOWN"]}"#)

        let registered = APIResponse(200, headers: ["Lambda-Extension-Identifier": "id-1"])
        let poll = try #require(request(client.answered(registration.token, registered)))
        #expect(poll.request.path == "/2020-01-01/extension/event/next")
        #expect(poll.request.headers["Lambda-Extension-Identifier"] == "id-1")

        let invoke = APIResponse(200, body: Array(#"{"eventType":"INVOKE"}"#.utf8))
        let next = try #require(request(client.answered(poll.token, invoke)))
        #expect(next.token != poll.token)
        let shutdown = APIResponse(200, body: Array(#"{"eventType":"SHUTDOWN"}"#.utf8))
        #expect(client.answered(next.token, shutdown) == .exit)
    }

    @Test func theAnswersOfOthersAreNoneOfItsOwn() {
        var client = StandInClient(.internal)
        _ = client.begin()
        #expect(client.answered(RequestToken(1), APIResponse(200)) == nil)
    }

    @Test func theInternalOneWantsNoEvents() throws {
        var client = StandInClient(.internal)
        let registration = try #require(request(client.begin()))
        #expect(String(decoding: registration.request.body, as: UTF8.self) == #"{"events":[]}"#)
    }

    @Test func aRefusedRegistrationIsTheEndOfIt() throws {
        var client = StandInClient(.insights)
        let registration = try #require(request(client.begin()))
        #expect(client.answered(registration.token, APIResponse(403)) == nil)
    }
}
