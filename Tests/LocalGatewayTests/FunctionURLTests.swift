import JSON
import LambdaProtocol
import LocalGateway
import Testing

@Suite
struct FunctionURLTests {
    private let context = FunctionURLContext(
        region: "eu-west-1", requestID: "id", traceID: "Root=1-2-3", sourceIP: "127.0.0.1", port: 9_000,
        epochMilliseconds: 1_583_348_638_390
    )

    @Test func aRequestBecomesAnEvent() {
        let request = APIRequest(
            "POST", "/a%20b/c?x=1&y=%C3%A9+z&x=2&flag",
            headers: [
                "Host": "localhost:9000", "User-Agent": "curl/8", "Accept": "a", "accept": "b",
                "Cookie": "one=1; two=2", "Content-Type": "application/json; charset=utf-8",
            ],
            body: Array("{\"ä\":1}".utf8)
        )
        let expected = #"""
            {"version":"2.0","routeKey":"$default","rawPath":"/a%20b/c","rawQueryString":"x=1&y=%C3%A9+z&x=2&flag",\#
            "cookies":["one=1","two=2"],"headers":{"host":"localhost:9000","user-agent":"curl/8","accept":"a,b",\#
            "content-type":"application/json; charset=utf-8","x-amzn-trace-id":"Root=1-2-3",\#
            "x-forwarded-for":"127.0.0.1","x-forwarded-port":"9000","x-forwarded-proto":"http"},\#
            "queryStringParameters":{"x":"1,2","y":"é z","flag":""},"requestContext":{"accountId":"anonymous",\#
            "apiId":"local","domainName":"local.lambda-url.eu-west-1.on.aws","domainPrefix":"local","http":{\#
            "method":"POST","path":"/a%20b/c","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"curl/8"},\#
            "requestId":"id","routeKey":"$default","stage":"$default","time":"04/Mar/2020:19:03:58 +0000",\#
            "timeEpoch":1583348638390},"body":"{\"ä\":1}","isBase64Encoded":false}
            """#
        #expect(FunctionURLEvent.json(for: request, in: context).text == expected)
    }

    @Test func whatIsNotThereIsLeftOut() {
        let event = FunctionURLEvent.json(for: APIRequest("GET", "/"), in: context)
        #expect(event["rawQueryString"] == "")
        #expect(event["cookies"] == nil)
        #expect(event["queryStringParameters"] == nil)
        #expect(event["body"] == nil)
        #expect(event["isBase64Encoded"] == false)
    }

    @Test(
        arguments: [
            ("application/octet-stream", [0x41]), ("application/x-www-form-urlencoded", [0x41]), ("text/plain", [0xFF]),
            ("application/json", [0xC3]),
        ] as [(String, [UInt8])])
    func whatIsNoTextIsInBase64(type: String, body: [UInt8]) {
        let event = FunctionURLEvent.json(
            for: APIRequest("POST", "/", headers: ["content-type": type], body: body), in: context
        )
        #expect(event["isBase64Encoded"] == true)
    }

    @Test(arguments: ["text/html", "application/problem+json", "image/svg+xml", "APPLICATION/JSON"])
    func textStaysText(type: String) {
        let event = FunctionURLEvent.json(
            for: APIRequest("POST", "/", headers: ["content-type": type], body: [0x41]), in: context
        )
        #expect(event["body"] == "A")
    }

    private func response(_ answer: String) throws -> APIResponse {
        try FunctionURLAnswer.response(for: .response(Array(answer.utf8), contentType: "application/json"))
    }

    @Test func anAnswerBecomesAResponse() throws {
        #expect(
            try response(
                #"{"statusCode":201,"headers":{"X-A":"b","n":1},"cookies":["a=1","b=2"],"body":"hi","isBase64Encoded":false}"#
            )
                == APIResponse(
                    201,
                    headers: HTTPFields([
                        .init("X-A", "b"), .init("n", "1"), .init("Set-Cookie", "a=1"), .init("Set-Cookie", "b=2"),
                        .init("Content-Type", "application/json"),
                    ]),
                    body: Array("hi".utf8)
                )
        )
    }

    @Test func aBodyInBase64IsDecoded() throws {
        let answer = #"{"statusCode":200,"headers":{"content-type":"image/png"},"body":"/w==","isBase64Encoded":true}"#
        #expect(try response(answer) == APIResponse(200, headers: ["content-type": "image/png"], body: [0xFF]))
    }

    @Test(arguments: [
        (#"{"message":"Hello"}"#, #"{"message":"Hello"}"#), (#""Hello, world!""#, "Hello, world!"),
        ("[1, 2]", "[1, 2]"),
        ("null", "null"),
    ])
    func withoutAStatusTheAnswerIsTheBody(answer: String, body: String) throws {
        #expect(
            try response(answer)
                == APIResponse(200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
        )
    }

    @Test(arguments: [
        ("oops", "the answer is not JSON: expected a value at byte 0"),
        (#"{"statusCode":"x"}"#, #""x" cannot be a statusCode, which is a number from 200 to 599"#),
        (#"{"statusCode":99999}"#, "99999 cannot be a statusCode, which is a number from 200 to 599"),
        (#"{"statusCode":200,"body":{}}"#, "the body is not a string"),
        (
            #"{"statusCode":200,"body":"%","isBase64Encoded":true}"#,
            "isBase64Encoded is true, and the body is not Base64"
        ),
        (
            #"{"statusCode":200,"headers":{"a":"x\r\nb: c"}}"#,
            "the value of the header field 'a' has a control character"
        ),
        (
            #"{"statusCode":200,"headers":{"a":"x\u007f"}}"#,
            "the value of the header field 'a' has a control character"
        ),
        (#"{"statusCode":200,"headers":{"a b":"x"}}"#, "'a b' cannot be the name of a header field"),
        (#"{"statusCode":200,"headers":{"a(b)":"x"}}"#, "'a(b)' cannot be the name of a header field"),
        (#"{"statusCode":200,"headers":{"":"x"}}"#, "'' cannot be the name of a header field"),
        (
            #"{"statusCode":200,"headers":{"a":[]}}"#,
            "the value of the header field 'a' is not a string, number or boolean"
        ),
        (
            #"{"statusCode":200,"cookies":[1,null]}"#,
            "the value of the header field 'cookies' is not a string, number or boolean"
        ),
    ])
    func aMalformedAnswerHasAReason(answer: String, reason: String) throws {
        let fault = try #require(throws: FunctionURLFault.self) { try response(answer) }
        #expect(fault.reason == reason)
    }

    @Test func aFailureHasAReason() throws {
        let failure = InvocationAnswer.failure(FunctionError(errorType: "Function.Bad", body: []))
        let fault = try #require(throws: FunctionURLFault.self) { try FunctionURLAnswer.response(for: failure) }
        #expect(fault.reason == "the function failed: Function.Bad")
    }

    @Test func aWholeAnswerMayBeginWithAPrelude() throws {
        let integration = "application/vnd.awslambda.http-integration-response"
        let response = try FunctionURLAnswer.response(for: .response(Self.stream, contentType: integration))
        #expect(response.status == 404)
        #expect(response.headers["a"] == "b")
        #expect(response.body == Array("body\0\0\0\0\0\0\0\0rest".utf8))
        #expect(throws: FunctionURLFault.preludeWithoutEnd) {
            try FunctionURLAnswer.response(for: .response(Array("{}".utf8), contentType: integration))
        }
    }

    private static let stream =
        Array(#"{"statusCode":404,"headers":{"a":"b"},"cookies":["c=d"]}"#.utf8)
        + [UInt8](repeating: 0, count: 8) + Array("body\0\0\0\0\0\0\0\0rest".utf8)

    @Test(arguments: 1...80)
    func aPreludeIsReadHoweverItIsSplit(size: Int) throws {
        var prelude = StreamPrelude()
        var head: APIResponse?
        var body: [UInt8] = []
        for start in stride(from: 0, to: Self.stream.count, by: size) {
            let part = Array(Self.stream[start..<min(start + size, Self.stream.count)])
            guard head == nil else {
                body += part
                continue
            }
            if let (response, first) = try prelude.append(part) { (head, body) = (response, first) }
        }
        #expect(
            head
                == APIResponse(
                    404, headers: ["a": "b", "Set-Cookie": "c=d", "Content-Type": "application/json"]
                )
        )
        #expect(body == Array("body\0\0\0\0\0\0\0\0rest".utf8))
    }

    @Test func aPreludeMayLeaveOutTheStatus() throws {
        var prelude = StreamPrelude()
        let (head, body) = try #require(try prelude.append(Array("{}".utf8) + [UInt8](repeating: 0, count: 8)))
        #expect(head == APIResponse(200, headers: ["Content-Type": "application/json"]))
        #expect(body.isEmpty)
    }

    @Test(arguments: ["no JSON", "[]", #"{"statusCode":1000}"#])
    func aPreludeMayBeMalformed(text: String) {
        var prelude = StreamPrelude()
        #expect(throws: FunctionURLFault.self) {
            try prelude.append(Array(text.utf8) + [UInt8](repeating: 0, count: 8))
        }
    }

    @Test func aPreludeWithoutAnEndIsGivenUp() throws {
        var prelude = StreamPrelude()
        #expect(try prelude.append([UInt8](repeating: 0x20, count: 1_000_000)) == nil)
        #expect(throws: FunctionURLFault.self) { try prelude.append([UInt8](repeating: 0x20, count: 100_000)) }
    }

    @Test func onlyAnIntegrationHasAPrelude() {
        #expect(StreamPrelude.isExpected(contentType: "application/vnd.awslambda.http-integration-response"))
        #expect(!StreamPrelude.isExpected(contentType: "text/html"))
    }
}
