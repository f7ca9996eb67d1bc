import Model
import Testing

@testable import Project

/// What swiftlambda.yaml says about HTTP APIs.
@Suite struct APISettingsTests {
    private func project(_ yaml: String) async throws -> ResolvedProject {
        try await settings(yaml).resolve(products: .waived) { shop }
    }

    private func diagnostics(_ yaml: String) async throws -> [Diagnostic] {
        do {
            _ = try await project(yaml)
            return []
        } catch let error as ConfigurationError {
            return error.diagnostics
        }
    }

    @Test func everyKey() async throws {
        let functions = try await project(
            """
            version: 1
            functions:
              orders:
                api:
                  routes: [$default, "GET /orders/{id}"]
                  jwt: { issuer: "https://id.example.com/", audience: [web, 7], scopes: [read] }
                  cors: { origins: ["*"] }
                  accessLogs: true
              payments: { api: { with: orders, routes: [POST /payments], authorizer: report } }
              health: { api: { with: orders, routes: [GET /health], public: true, iam: false } }
              report: { api: true, stages: {} }
              signed: { api: { iam: true } }
              referring: { api: { jwt: { issuer: !tf local.issuer, audience: [!tf var.client, web] } } }
              none: { api: false }
            """
        ).functions
        let apis = Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0.surroundings.api) })
        let tokens = APISettings.Tokens(issuer: "https://id.example.com/", audience: ["web", "7"], scopes: ["read"])
        #expect(
            apis["orders"]
                == APISettings(
                    routes: ["$default", "GET /orders/{id}"], authorization: .tokens(tokens),
                    crossOrigin: CrossOriginSettings(origins: ["*"]), logsAccess: true))
        #expect(
            apis["payments"]
                == APISettings(routes: ["POST /payments"], authorization: .function("report"), owner: "orders"))
        #expect(apis["health"] == APISettings(routes: ["GET /health"], authorization: .everyone, owner: "orders"))
        #expect(apis["report"] == APISettings())
        #expect(apis["signed"] == APISettings(authorization: .iam))
        #expect(apis["none"] == .some(nil))
        let issuer = try #require(TerraformReference("local.issuer"))
        let client = try #require(TerraformReference("var.client"))
        #expect(
            apis["referring"]
                == APISettings(
                    authorization: .tokens(
                        .init(issuer: .terraform(issuer), audience: [.terraform(client), "web"]))))
    }

    /// One API of two functions has each route once; the error names both places.
    @Test(arguments: [
        ("{ with: orders, routes: [GET /b, GET /a] }", "swiftlambda.yaml:5:17."),
        ("{ with: orders, routes: [GET /b, GET /b] }", "swiftlambda.yaml:6:39."),
    ])
    func aRouteTwice(payments: String, other: String) async throws {
        let found = try await diagnostics(
            """
            version: 1
            functions:
              orders:
                api: { routes:
                  [ GET /c, GET /a] }
              xx: { api: \(payments) }
            """)
        let diagnostic = try #require(found.first)
        #expect(found.map(\.identifier) == ["function.duplicate-route"])
        #expect(diagnostic.location?.line == 6)
        #expect(diagnostic.location?.column == 47)
        #expect(diagnostic.explanation?.contains(other) == true, "\(diagnostic)")
    }

    /// `with` and `authorizer` name functions of the configuration, the first one that has an API.
    @Test(arguments: [
        ("{ with: ordres, routes: [GET /a] }", "function.unknown-function", "did you mean 'orders'?"),
        ("{ authorizer: reprot }", "function.unknown-function", "did you mean 'report'?"),
        ("{ with: report, routes: [GET /a] }", "function.no-api", "`api: true`"),
        ("{ with: payments, routes: [GET /a] }", "function.no-api", "remove `with`"),
        ("{ with: health, routes: [GET /a] }", "function.no-api", "write `with: orders`"),
        ("{ with: orders, routes: [$default] }", "function.duplicate-route", "`routes:`"),
    ])
    func relations(payments: String, identifier: String, says: String) async throws {
        let found = try await diagnostics(
            """
            version: 1
            functions:
              orders: { api: true }
              health: { api: { with: orders, routes: [GET /health] } }
              report:
              payments: { api: \(payments) }
            """)
        #expect(found.map(\.identifier) == [identifier])
        #expect(found.first?.location?.line == 6)
        #expect(found.first?.hints.first?.contains(says) == true)
    }

    /// An API has at most 300 routes, those of all its functions together.
    @Test func tooManyRoutes() async throws {
        func routes(_ letter: String, _ count: Int) -> String {
            (1...count).map { "GET /\(letter)\($0)" }.joined(separator: ", ")
        }
        func yaml(_ count: Int) -> String {
            """
            version: 1
            functions:
              orders: { api: { routes: [\(routes("a", 200))] } }
              payments: { api: { with: orders, routes: [\(routes("b", count))] } }
            """
        }
        #expect(try await diagnostics(yaml(100)).isEmpty)
        let found = try await diagnostics(yaml(101))
        #expect(found.map(\.identifier) == ["function.out-of-range"])
        #expect(found.first?.location?.line == 4)
    }

    /// An API that only one stage has is missed in the others, by name.
    @Test func anAPIOfOneStage() async throws {
        func yaml(_ stages: String) -> String {
            """
            version: 1
            stages: { dev: {}, prod: {} }
            functions:
              orders: { stages: { prod: { api: true } } }
              payments: \(stages)
            """
        }
        let api = "{ api: { with: orders, routes: [GET /a] } }"
        #expect(try await diagnostics(yaml("{ stages: { prod: \(api) } }")).isEmpty)
        let found = try await diagnostics(yaml(api))
        #expect(found.map(\.identifier) == ["function.no-api"])
        #expect(found.first?.explanation?.contains("Only in dev.") == true)
    }

    /// The hint has the route that was meant.
    @Test(arguments: [
        ("get /orders", "`GET /orders`"), ("/orders", "`ANY /orders`"), ("GET orders", "`GET /orders`"),
        ("GET /orders/:id", "`GET /orders/{id}`"), ("\"*\"", "`$default`"), ("GET /a/{b}c", "`GET /orders/{id}`"),
        ("FETCH /a", "`GET /orders/{id}`"), ("GET /{a+}/b", "`$default`"), ("\"GET /a//b\"", "`GET /orders/{id}`"),
    ])
    func routes(route: String, hint: String) async throws {
        let found = try await diagnostics(
            "version: 1\nfunctions:\n  a1:\n    api:\n      routes:\n        - \(route)\n")
        #expect(found.map(\.identifier) == ["config.invalid-route"])
        #expect(found.first?.location?.line == 6)
        #expect(found.first?.hints.first?.contains(hint) == true, "\(found)")
    }
}
