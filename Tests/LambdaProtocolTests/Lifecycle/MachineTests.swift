import Host
import JSON
import LambdaProtocol
import Testing

/// What the table of cases leaves out: header fields, sizes and forms.
@Suite
struct MachineTests {
    private static let settings = EnvironmentSettings(
        functionName: "orders", handler: "app", functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        timeout: .seconds(3)
    )
    private let now = Moment(elapsed: .seconds(1), epochMilliseconds: 1_700_000_000_000)

    private func warm() -> EnvironmentMachine {
        var machine = EnvironmentMachine(Self.settings)
        _ = machine.handle(.start, at: now)
        _ = machine.handle(
            .request(RequestToken(1), APIRequest("GET", "/2018-06-01/runtime/invocation/next")), at: now
        )
        return machine
    }

    private func answer(_ actions: [EnvironmentAction], to token: UInt64) throws -> APIResponse {
        try #require(
            actions.lazy.compactMap { action in
                if case .answer(RequestToken(token), let response) = action { response } else { nil }
            }.first
        )
    }

    @Test func nextTellsAllAboutTheInvocation() throws {
        var machine = warm()
        let actions = machine.handle(
            .invoke(
                Invocation(
                    requestID: "id", event: [0x7B, 0x7D], clientContext: "{\"client\":{}}", cognitoIdentity: "{}",
                    traceID: "Root=1-2-3", tenantID: "blue"
                )
            ),
            at: now
        )
        let response = try answer(actions, to: 1)
        #expect(
            response.headers == [
                "Lambda-Runtime-Aws-Request-Id": "id",
                "Lambda-Runtime-Deadline-Ms": "1700000003000",
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:orders",
                "Lambda-Runtime-Trace-Id": "Root=1-2-3",
                "Lambda-Runtime-Client-Context": "{\"client\":{}}",
                "Lambda-Runtime-Cognito-Identity": "{}",
                "Lambda-Runtime-Aws-Tenant-Id": "blue",
                "Content-Type": "application/json",
            ]
        )
        #expect(response.body == [0x7B, 0x7D])
    }

    @Test func whatIsNotGivenIsLeftOut() throws {
        var machine = warm()
        let response = try answer(
            machine.handle(.invoke(Invocation(requestID: "id", event: [], traceID: "")), at: now), to: 1
        )
        #expect(response.headers["Lambda-Runtime-Trace-Id"] == nil)
        #expect(response.headers["Lambda-Runtime-Client-Context"] == nil)
        #expect(response.headers["Lambda-Runtime-Cognito-Identity"] == nil)
    }

    @Test func aRegistrationTellsTheFunction() throws {
        var machine = EnvironmentMachine(Self.settings)
        _ = machine.handle(.start, at: now)
        let request = APIRequest(
            "POST", "/2020-01-01/extension/register",
            headers: ["Lambda-Extension-Name": "x", "Lambda-Extension-Accept-Feature": "other, accountId"],
            body: Array("{\"events\":[]}".utf8)
        )
        let response = try answer(machine.handle(.request(RequestToken(1), request), at: now), to: 1)
        #expect(response.headers["Lambda-Extension-Identifier"] == "00000000-0000-4000-8000-000000000001")
        let body = #"{"accountId":"123456789012","functionName":"orders","functionVersion":"$LATEST","handler":"app"}"#
        #expect(String(decoding: response.body, as: UTF8.self) == body)
    }

    @Test func anExtensionHearsTheTraceAndAnIdentifierOfTheEvent() throws {
        var machine = EnvironmentMachine(Self.settings)
        _ = machine.handle(.start, at: now)
        let register = APIRequest(
            "POST", "/2020-01-01/extension/register", headers: ["Lambda-Extension-Name": "x"],
            body: Array("{\"events\":[\"INVOKE\"]}".utf8)
        )
        let identifier = try #require(
            answer(machine.handle(.request(RequestToken(1), register), at: now), to: 1)
                .headers["Lambda-Extension-Identifier"]
        )
        let next = APIRequest(
            "GET", "/2020-01-01/extension/event/next", headers: ["Lambda-Extension-Identifier": identifier.uppercased()]
        )
        _ = machine.handle(.request(RequestToken(2), next), at: now)
        _ = machine.handle(
            .request(RequestToken(3), APIRequest("GET", "/2018-06-01/runtime/invocation/next")), at: now
        )
        let actions = machine.handle(
            .invoke(Invocation(requestID: "id", event: [], traceID: "Root=1")), at: now
        )
        let response = try answer(actions, to: 2)
        #expect(response.headers["Lambda-Extension-Event-Identifier"] == "00000000-0000-4000-8000-000000000002")
        let body = try JSONValue(parsing: response.body)
        #expect(body["tracing"] == ["type": "X-Amzn-Trace-Id", "value": "Root=1"])
        #expect(body["deadlineMs"] == 1_700_000_003_000)
    }

    @Test(arguments: [(6_291_556, 202), (6_291_557, 413)])
    func aResponseMayHaveSixMebibytesAndAHundredBytes(size: Int, status: Int) throws {
        var machine = warm()
        _ = machine.handle(.invoke(Invocation(requestID: "id", event: [], traceID: "")), at: now)
        let request = APIRequest(
            "POST", "/2018-06-01/runtime/invocation/id/response", body: [UInt8](repeating: 0x20, count: size)
        )
        let actions = machine.handle(.request(RequestToken(2), request), at: now)
        #expect(try answer(actions, to: 2).status == status)
    }

    @Test func anEventThatIsTooLargeIsFlaggedAndHandedOn() throws {
        var machine = warm()
        let event = [UInt8](repeating: 0x20, count: 6_291_557)
        let actions = machine.handle(.invoke(Invocation(requestID: "id", event: event, traceID: "")), at: now)
        #expect(actions.contains(.warn(.eventTooLarge(requestID: "id", bytes: 6_291_557))))
        #expect(try answer(actions, to: 1).body == event)
    }

    @Test func aRefusalSaysWhyAndIsFlagged() throws {
        var machine = warm()
        let request = APIRequest("POST", "/2018-06-01/runtime/init/error")
        let actions = machine.handle(.request(RequestToken(2), request), at: now)
        let body = try answer(actions, to: 2).body
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"errorMessage":"State transition from Ready to InitError failed for runtime. "#
                + #"Error: State transition is not allowed","errorType":"InvalidStateTransition"}"#
        )
        #expect(
            actions.contains(
                .warn(
                    .refused(
                        request: "POST /2018-06-01/runtime/init/error", status: 403,
                        errorType: "InvalidStateTransition"
                    )
                )
            )
        )
    }

    @Test(arguments: [
        ["Origin": "http://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
        ["Host": "evil.example:9001"],
    ])
    func aWebPageCannotTakeTheEvent(fields: [String: String]) throws {
        var machine = warm()
        _ = machine.handle(.invoke(Invocation(requestID: "id", event: [], traceID: "")), at: now)
        var headers: HTTPFields = [:]
        for (name, value) in fields { headers[name] = value }
        let requests = [
            ("GET", "invocation/next"), ("POST", "invocation/id/response"), ("POST", "invocation/id/error"),
        ]
        for (method, path) in requests {
            for isStreamed in [false, true] {
                let request = APIRequest(method, "/2018-06-01/runtime/\(path)", headers: headers)
                let token = RequestToken(9)
                let actions = machine.handle(
                    isStreamed ? .streamBegan(token, request) : .request(token, request), at: now)
                #expect(try answer(actions, to: 9).status == 403)
                #expect(!actions.contains { if case .deliver = $0 { true } else { false } })
            }
        }
        // The function itself goes on.
        let own = APIRequest(
            "POST", "/2018-06-01/runtime/invocation/id/response", headers: ["Host": "127.0.0.1:9001"], body: [0x31])
        #expect(try answer(machine.handle(.request(RequestToken(2), own), at: now), to: 2).status == 202)
    }

    @Test func onlyResponsesInTheStreamingModeAreStreamed() {
        let path = "/2018-06-01/runtime/invocation/id/response"
        let mode: HTTPFields = ["lambda-runtime-function-response-mode": "Streaming"]
        #expect(EnvironmentMachine.isStreamed(APIRequest("POST", path, headers: mode)))
        #expect(!EnvironmentMachine.isStreamed(APIRequest("POST", path)))
        #expect(!EnvironmentMachine.isStreamed(APIRequest("GET", path, headers: mode)))
        #expect(
            !EnvironmentMachine.isStreamed(
                APIRequest("POST", "/2018-06-01/runtime/invocation/id/error", headers: mode)
            )
        )
    }
}
