import LambdaProtocol
import LocalGateway
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite
struct InvokeAPITests {
    private let api = InvokeAPI(
        functionName: "orders", functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:orders"
    )

    private func request(
        _ name: String = "orders",
        headers: HTTPFields = [:],
        body: [UInt8] = Array("{\"a\":1}".utf8)
    ) -> APIRequest {
        APIRequest("POST", "/2015-03-31/functions/\(name)/invocations", headers: headers, body: body)
    }

    @Test(arguments: [
        "orders", "orders:$LATEST", "orders%3Alive", "123456789012:function:orders",
        "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Aorders%3A7", "function",
    ])
    func namesAndARNsMeanTheFunction(name: String) throws {
        #expect(try api.read(request(name)).kind == .requestResponse)
    }

    @Test(arguments: ["other", "orders:a:b", "", "arn:aws:lambda:eu-west-1:123456789012:function:other"])
    func anotherNameIsNotFound(name: String) throws {
        let refusal = try #require(throws: APIRefusal.self) { try api.read(request(name)) }
        #expect(refusal.status == 404)
        #expect(refusal.errorType == "ResourceNotFoundException")
        #expect(refusal.message.hasPrefix("Function not found: arn:aws:lambda:eu-west-1:123456789012:function:"))
    }

    @Test func aRefusalHasTheFormOfLambdas() {
        let response = APIRefusal(404, "ResourceNotFoundException", "Function not found: x").response(
            requestID: "id")
        #expect(
            response.headers == [
                "x-amzn-RequestId": "id", "x-amzn-ErrorType": "ResourceNotFoundException",
                "Content-Type": "application/json",
            ]
        )
        #expect(String(decoding: response.body, as: UTF8.self) == #"{"Type":"User","Message":"Function not found: x"}"#)
    }

    @Test func onlyItsPathsAreTheAPIs() {
        #expect(InvokeAPI.owns(path: "/2015-03-31/functions/orders/invocations?Qualifier=live"))
        #expect(!InvokeAPI.owns(path: "/"))
        #expect(throws: APIRefusal.self) { try api.read(APIRequest("GET", request().path)) }
    }

    @Test(arguments: [
        "/2015-03-31/functions", "/2015-03-31/functions/", "/2015-03-31/functions/orders/configuration",
        "/2015-03-31/event-source-mappings/?FunctionName=orders", "/2014-11-13/functions/orders/invoke-async/",
        "/2021-11-15/functions/orders/response-streaming-invocations", "/2021-10-31/functions/orders/url",
        "/2018-10-31/layers?find=LayerVersion", "/2017-03-31/tags/arn", "/2016-08-19/account-settings/",
        "/2025-12-01/durable-executions/arn", "/2018-06-01/runtime/invocation/next",
    ])
    func otherOperationsAreNotServed(path: String) throws {
        #expect(InvokeAPI.owns(path: path))
        let refusal = try #require(throws: APIRefusal.self) { try api.read(APIRequest("GET", path)) }
        #expect(refusal.status == 501)
        #expect(refusal.message.contains("not GET \(path)"))
    }

    @Test(arguments: [
        "/2024-01-01/hello", "/2024-01-01", "/functions/orders", "/v1/2015-03-31/functions", "/20150331/functions",
        "/2015-3-31/functions", "2015-03-31/functions",
    ])
    func aFunctionMayHaveDatesInItsPaths(path: String) {
        #expect(!InvokeAPI.owns(path: path))
    }

    @Test func headersAreRead() throws {
        let call = try api.read(
            request(headers: [
                "x-amz-invocation-type": "Event", "x-amz-log-type": "Tail", "x-amzn-trace-id": "Root=1-2-3",
                "x-amz-client-context": Data("{\"client\":{}}".utf8).base64EncodedString(),
            ])
        )
        #expect(call.kind == .event)
        #expect(call.wantsLog)
        #expect(call.clientContext == "{\"client\":{}}")
    }

    @Test(arguments: [
        ("X-Amz-Invocation-Type", "Later", "InvalidParameterValueException"),
        ("X-Amz-Log-Type", "All", "InvalidParameterValueException"),
        ("X-Amz-Client-Context", "%%", "InvalidRequestContentException"),
        ("X-Amz-Client-Context", "bm8=", "InvalidRequestContentException"),
    ])
    func whatDoesNotExistIsRefused(name: String, value: String, errorType: String) throws {
        let refusal = try #require(throws: APIRefusal.self) { try api.read(request(headers: [name: value])) }
        #expect(refusal.status == 400)
        #expect(refusal.errorType == errorType)
    }

    @Test(arguments: [
        ("RequestResponse", 6_291_556, true), ("RequestResponse", 6_291_557, false), ("Event", 1_048_576, true),
        ("Event", 1_048_577, false),
    ])
    func sizesHaveALimit(kind: String, size: Int, isTaken: Bool) throws {
        let request = request(
            headers: ["X-Amz-Invocation-Type": kind], body: [UInt8](repeating: 0x20, count: size - 1) + [0x37]
        )
        if isTaken {
            #expect(try api.read(request).event.count == size)
        } else {
            let refusal = try #require(throws: APIRefusal.self) { try api.read(request) }
            #expect(refusal.status == 413)
            #expect(refusal.errorType == "RequestEntityTooLargeException")
        }
    }

    @Test func aCallWithoutPayloadIsAnEmptyObject() throws {
        #expect(try api.read(request(body: [])).event == [0x7B, 0x7D])
    }

    @Test(arguments: [
        ("hello", "expected a value at line 1, column 1"),
        ("{\"a\": 1,\n  b}", "expected a member's name at line 2, column 3"),
        ("[\"é\" 1]", "expected a comma or the array's end at line 1, column 6"),
        (" ", "expected a value at line 1, column 2"), ("{} {}", "expected the end at line 1, column 4"),
    ])
    func anEventThatIsNotJSONIsRefused(body: String, message: String) throws {
        for kind in ["RequestResponse", "Event", "DryRun"] {
            let request = request(headers: ["X-Amz-Invocation-Type": kind], body: Array(body.utf8))
            let refusal = try #require(throws: APIRefusal.self) { try api.read(request) }
            #expect(refusal.status == 400)
            #expect(refusal.errorType == "InvalidRequestContentException")
            #expect(refusal.message == "Could not parse request body into json: \(message)")
        }
        #expect(throws: APIRefusal.self) { try api.read(request(body: [0xFF])) }
    }

    @Test func theTenantIsRead() throws {
        #expect(try api.read(request()).tenantID == nil)
        #expect(try api.read(request(headers: ["x-amz-tenant-id": "blue 7"])).tenantID == "blue 7")
        for tenant in ["", "a\"b", String(repeating: "a", count: 257)] {
            let refusal = try #require(throws: APIRefusal.self) {
                try api.read(request(headers: ["X-Amz-Tenant-Id": tenant]))
            }
            #expect(refusal.errorType == "InvalidParameterValueException")
        }
    }

    @Test func theAnswerHasLambdasHeaders() throws {
        let call = try api.read(request(headers: ["X-Amz-Log-Type": "Tail"]))
        let log = String(repeating: "x", count: 5_000) + "end"
        let response = api.response(
            to: call, requestID: "id", traceID: "Root=1", answer: .response([0x31], contentType: "text/plain"), log: log
        )
        #expect(response.status == 200)
        #expect(response.body == [0x31])
        #expect(response.headers["x-amzn-RequestId"] == "id")
        #expect(response.headers["X-Amz-Executed-Version"] == "$LATEST")
        #expect(response.headers["Content-Type"] == "text/plain")
        #expect(response.headers["X-Amz-Function-Error"] == nil)
        let tail = try #require(response.headers["X-Amz-Log-Result"].flatMap { Data(base64Encoded: $0) })
        #expect(tail.count == 4_096)
        #expect(String(decoding: tail, as: UTF8.self).hasSuffix("xend"))
    }

    @Test func aFailureIsMarked() throws {
        let error = FunctionError(errorType: "Runtime.ExitError", body: [0x7B, 0x7D])
        let response = api.response(
            to: try api.read(request()), requestID: "id", traceID: "Root=1", answer: .failure(error)
        )
        #expect(response.status == 200)
        #expect(response.headers["X-Amz-Function-Error"] == "Unhandled")
        #expect(response.headers["X-Amz-Log-Result"] == nil)
        #expect(response.body == error.body)
    }

    @Test(arguments: [("Event", 202), ("DryRun", 204)])
    func whoDoesNotWaitIsAnsweredAtOnce(kind: String, status: Int) throws {
        let call = try api.read(request(headers: ["X-Amz-Invocation-Type": kind]))
        let response = api.response(to: call, requestID: "id", traceID: "Root=1")
        #expect(response.status == status)
        #expect(response.body.isEmpty)
    }
}
