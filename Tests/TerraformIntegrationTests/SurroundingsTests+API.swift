import Model
import Terraform
import TestSupport
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SurroundingsTests {
    /// What API Gateway says about an API.
    private struct DeployedAPI: Decodable {
        struct Route: Decodable, Equatable {
            var caller: String
            var function: String
            var payload = "2.0"
        }
        var endpoint: String
        var logs: String
        var origins: [String]
        var routes: [String: Route]
    }

    private func apis(_ deployment: Deployment) async throws -> [String: DeployedAPI] {
        let result = try await runTool(
            "python3", [Moto.script("read_apis.py"), "\(deployment.moto.port)", "eu-west-1"])
        try #require(result.status == 0, "\(result.error)")
        return try JSONDecoder().decode([String: DeployedAPI].self, from: Data(result.output.utf8))
    }

    /// One API of two functions, whose callers need tokens.
    static var withAPIs: [LambdaFunction] {
        let tokens = APISettings.Tokens(issuer: "https://id.example.com/", audience: ["web"], scopes: ["orders/read"])
        return [
            function("shop") { shop in
                shop.surroundings.alias = "live"
                shop.surroundings.api = APISettings(
                    routes: ["GET /orders/{id}", "$default"], authorization: .tokens(tokens),
                    crossOrigin: CrossOriginSettings(origins: ["https://example.com"]), logsAccess: true)
            },
            function("pay") { $0.surroundings.api = APISettings(routes: ["POST /pay", "PUT /pay"], owner: "shop") },
        ]
    }

    /// Checks the APIs of these functions, and that of `open`, on which `published` decides.
    func checkAPIs(of deployment: Deployment) async throws {
        let deployed = try await apis(deployment)
        let shop = try #require(deployed["shop"])
        let token = "JWT https://id.example.com/ orders/read"
        #expect(
            shop.routes == [
                "GET /orders/{id}": .init(caller: token, function: "shop:live"),
                "$default": .init(caller: token, function: "shop:live"),
                "POST /pay": .init(caller: token, function: "pay"), "PUT /pay": .init(caller: token, function: "pay"),
            ])
        #expect(shop.origins == ["https://example.com"])
        #expect(shop.logs.contains(":log-group:/aws/vendedlogs/apis/shop"))
        #expect(deployed["open"]?.routes == ["$default": .init(caller: "2.0 published:live", function: "open")])
        #expect(deployed["open"]?.logs == "")
        let output = try await deployment.terraform.run(["output", "api_endpoints"], in: deployment.directory).output
        #expect(output.contains("\"shop\" = \"\(shop.endpoint)\""))
    }
}
