import LambdaProtocol
import Testing

@testable import LocalGateway

@Suite
struct FrontDoorAccessTests {
    private static let api = "/2015-03-31/functions/orders/invocations"

    private func isAllowed(
        _ headers: HTTPFields, _ path: String = "/", by access: FrontDoorAccess = FrontDoorAccess()
    ) -> Bool {
        let request = APIRequest("POST", path, headers: headers)
        if case .allowed = access.verdict(on: request, isAPI: InvokeAPI.owns(path: path)) { return true }
        return false
    }

    @Test(arguments: [
        "localhost", "localhost:9000", "LOCALHOST:9000", "localhost.:9000", "orders.localhost:9000", "127.0.0.1",
        "127.0.0.1:9000", "127.1.2.3:9000", "[::1]", "[::1]:9000",
    ])
    func namesOfThisMachineAreTaken(host: String) {
        #expect(isAllowed(["Host": host]))
        #expect(isAllowed(["Host": host], Self.api))
    }

    @Test(arguments: [
        "evil.example", "evil.example:9000", "localhost.evil.example", "evillocalhost", "127.0.0.1.evil.example",
        "127.0.0.1.nip.io:9000", "192.168.1.7:9000", "0.0.0.0:9000", "[::]:9000", "[::1", "localhost:9000:1",
        "localhost:evil", "127.0.0", "127.0.0.256", "", "user@localhost", "128.0.0.1",
    ])
    func aReboundNameIsRefused(host: String) {
        #expect(!isAllowed(["Host": host]))
        #expect(!isAllowed(["Host": host], Self.api))
        // Whoever listens for others has them ask by any name.
        #expect(isAllowed(["Host": host], "/", by: FrontDoorAccess(listeningOn: "0.0.0.0")))
    }

    @Test func theTargetCountsMoreThanTheHost() {
        #expect(!isAllowed(["Host": "localhost"], "http://evil.example/"))
        #expect(isAllowed(["Host": "localhost:9000"], "http://localhost:9000/x?y"))
    }

    @Test func oneHostIsEnough() {
        let hosts = HTTPFields([.init("Host", "localhost"), .init("host", "localhost")])
        #expect(!isAllowed(hosts))
        // HTTP/1.0 has none, and no browser leaves it out.
        #expect(isAllowed([:]))
    }

    @Test(arguments: [
        ["Origin": "http://evil.example"], ["Origin": "null"], ["Origin": "http://localhost:3000"],
        ["Origin": "https://localhost:9000"], ["Origin": "http://127.0.0.1:9000"], ["Origin": ""],
        ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Sec-Fetch-Site": "Cross-Site"],
        ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Referer": "http://evil.example/page"],
    ])
    func pagesOfOtherOriginsAreRefused(fields: [String: String]) {
        var headers: HTTPFields = ["Host": "localhost:9000"]
        for (name, value) in fields { headers[name] = value }
        #expect(!isAllowed(headers))
        #expect(!isAllowed(headers, Self.api))
        // No origin is allowed to use the API.
        #expect(!isAllowed(headers, Self.api, by: FrontDoorAccess(allowedOrigins: ["*"])))
        #expect(isAllowed(headers, "/", by: FrontDoorAccess(allowedOrigins: ["*"])))
    }

    @Test(arguments: [
        ["Origin": "http://localhost:9000"], ["Origin": "HTTP://LOCALHOST:9000"], ["Sec-Fetch-Site": "none"],
        ["Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:9000"], ["User-Agent": "aws-cli/2"],
    ])
    func theFunctionsOwnPagesAndProgramsAreTaken(fields: [String: String]) {
        var headers: HTTPFields = ["Host": "localhost:9000"]
        for (name, value) in fields { headers[name] = value }
        #expect(isAllowed(headers))
        #expect(isAllowed(headers, Self.api))
    }

    @Test func oneOriginIsAllowedAndNoOther() {
        let access = FrontDoorAccess(allowedOrigins: ["http://localhost:3000"])
        let host = HTTPFields.Field("Host", "127.0.0.1:9000")
        func verdict(_ fields: [HTTPFields.Field]) -> FrontDoorAccess.Verdict {
            access.verdict(on: APIRequest("POST", "/", headers: HTTPFields([host] + fields)), isAPI: false)
        }
        #expect(verdict([.init("Origin", "http://localhost:3000")]) == .allowed(origin: "http://localhost:3000"))
        #expect(verdict([.init("Origin", "http://localhost:3001")]) != .allowed(origin: "http://localhost:3001"))
        // A link has no Origin, but says where it stood.
        let link = HTTPFields.Field("Sec-Fetch-Site", "cross-site")
        #expect(verdict([link, .init("Referer", "http://localhost:3000/page?x")]) == .allowed(origin: nil))
        let other = HTTPFields.Field("Referer", "http://evil.example/http://localhost:3000")
        #expect(verdict([link, other]) != .allowed(origin: nil))
        #expect(verdict([link]) != .allowed(origin: nil))
    }

    @Test(arguments: [
        ("http://localhost:3000", true), ("https://app.example", true), ("*", true), ("localhost:3000", false),
        ("http://localhost:3000/", false), ("http://", false), ("null", false), ("", false),
    ])
    func originsHaveAForm(text: String, isOrigin: Bool) {
        #expect(FrontDoorAccess.isOrigin(text) == isOrigin)
    }
}

@Suite
struct CrossOriginSharingTests {
    private let sharing = CrossOriginSharing(origin: "http://localhost:3000")

    @Test func whoAsksFirstIsAnsweredWithoutTheFunction() throws {
        let request = APIRequest(
            "OPTIONS", "/",
            headers: [
                "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-a, content-type",
                "Access-Control-Request-Private-Network": "true",
            ])
        let answer = try #require(sharing.answer(to: request))
        #expect(answer.status == 204)
        #expect(answer.headers["Access-Control-Allow-Origin"] == "http://localhost:3000")
        #expect(answer.headers["Access-Control-Allow-Methods"] == "PUT")
        #expect(answer.headers["Access-Control-Allow-Headers"] == "x-a, content-type")
        #expect(answer.headers["Access-Control-Allow-Private-Network"] == "true")
        #expect(sharing.answer(to: APIRequest("OPTIONS", "/")) == nil)
        #expect(sharing.answer(to: APIRequest("PUT", "/", headers: request.headers)) == nil)
    }

    @Test func theFunctionsOwnWordGivesWay() {
        let answer = sharing.allowing(
            APIResponse(200, headers: ["access-control-allow-origin": "*", "Vary": "Accept"]))
        #expect(
            answer.headers.fields == [
                .init("Vary", "Accept"), .init("Access-Control-Allow-Origin", "http://localhost:3000"),
                .init("Vary", "Origin"),
            ])
    }
}
