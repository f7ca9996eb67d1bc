import Model
import Testing

@testable import Terraform

/// HTTP APIs in front of functions.
@Suite struct APITests {
    private static func sample(_ functions: LambdaFunction...) -> Sample { Sample(functions: functions) }

    private func addresses(_ sample: Sample, _ file: String = "orders.tf") throws -> Set<String> {
        let text = try sample.text(of: file)
        return Set(text.split(separator: "\n").filter { $0.hasPrefix("resource ") }.map(String.init))
    }

    /// The addresses of routes and their permissions depend on the routes alone, and not on their order.
    @Test func addressesComeFromTheRoutes() throws {
        let routes = ["GET /a", "PUT /a", "$default"]
        func addresses(_ routes: [String]) throws -> Set<String> {
            try self.addresses(Self.sample(APISamples.function("orders", APISettings(routes: routes))))
        }
        let all = try addresses(routes)
        #expect(try addresses(routes.reversed()) == all)
        for index in routes.indices {
            var others = routes
            others.remove(at: index)
            #expect(try addresses(others).isStrictSubset(of: all))
            #expect(try all.subtracting(addresses(others)).count == 2)
        }
    }

    /// A function that joins an API changes no file of its owner.
    @Test func theOwnersFileStays() throws {
        let orders = APISamples.function("orders", APISettings(authorization: .tokens(APISamples.tokens)))
        let payments = APISamples.function("payments", APISettings(routes: ["GET /payments"], owner: "orders"))
        #expect(
            try Self.sample(orders).text(of: "orders.tf") == Self.sample(orders, payments).text(of: "orders.tf"))
        let own = try addresses(Self.sample(orders, payments), "payments.tf")
        #expect(!own.contains { $0.contains("aws_apigatewayv2_api\"") || $0.contains("authorizer") })
    }

    /// Values of the user's own Terraform are written as references.
    @Test func tokensOfTheUsersTerraform() throws {
        let client = try #require(TerraformReference("aws_cognito_user_pool_client.web.id"))
        let tokens = APISettings.Tokens(issuer: "https://id.example.com", audience: [.terraform(client), "web"])
        let text = try Self.sample(APISamples.function("orders", APISettings(authorization: .tokens(tokens))))
            .text(of: "orders.tf")
        #expect(text.contains(#"audience = [aws_cognito_user_pool_client.web.id, "web"]"#))
    }

    /// An API keeps its address if its function gets another name.
    @Test func aRenamedFunctionKeepsItsAPI() throws {
        let orders = APISamples.function("orders", APISettings(authorization: .function("guard"), logsAccess: true)) {
            $0.renamedFrom = "Shop"
        }
        let text = try Self.sample(orders, APISamples.function("guard", nil)).text(of: "orders.tf")
        let moved = text.matches(of: #/to += (aws_apigatewayv2_\w+)/#).map { String($0.1) }
        #expect(
            Set(moved)
                == Set(["api", "authorizer", "integration", "route", "stage"].map { "aws_apigatewayv2_" + $0 }))
    }

    /// A permission names the requests of one route.
    @Test(arguments: [
        ("$default", "$default"), ("GET /", "GET/"), ("GET /orders", "GET/orders"), ("ANY /a/{id}/b", "*/a/*/b"),
        ("POST /a/{rest+}", "POST/a/*"), ("PUT /a/", "PUT/a*"),
    ])
    func requests(route: String, pattern: String) {
        #expect(FunctionWriter.requests(to: route) == pattern)
    }

    /// A function's own policy has at most 20 KB, which many permissions would exceed.
    @Test func manyRoutesHaveOnePermission() throws {
        func permissions(_ count: Int) throws -> Int {
            let routes = (0..<count).map { "GET /\($0)" }
            return try addresses(Self.sample(APISamples.function("orders", APISettings(routes: routes))))
                .count { $0.contains("aws_lambda_permission") }
        }
        #expect(try permissions(30) == 30)
        #expect(try permissions(31) == 1)
    }

    /// API Gateway calls the alias of a function that has one.
    @Test func theAliasIsCalled() throws {
        let text = try Self.sample(
            APISamples.function("orders", APISettings()) { $0.surroundings.alias = "live" }
        ).text(of: "orders.tf")
        #expect(text.contains("= aws_lambda_alias.orders.invoke_arn"))
        #expect(text.contains("qualifier     = aws_lambda_alias.orders.name"))
        #expect(!text.contains("aws_lambda_function.orders.invoke_arn"))
    }

    /// Who may call is that of the API's function, unless the function says it itself.
    @Test(
        arguments: [
            (nil, nil, "NONE"), (.iam, nil, "AWS_IAM"), (.iam, .everyone, "NONE"), (.everyone, .iam, "AWS_IAM"),
            (nil, .tokens(APISamples.tokens), "JWT"), (.tokens(APISamples.tokens), nil, "JWT"),
        ] as [(APISettings.Authorization?, APISettings.Authorization?, String)])
    func callers(owner: APISettings.Authorization?, own: APISettings.Authorization?, type: String) throws {
        let sample = Self.sample(
            APISamples.function("orders", APISettings(authorization: owner)),
            APISamples.function("payments", APISettings(routes: ["GET /a"], authorization: own, owner: "orders")))
        let text = try sample.text(of: "payments.tf")
        #expect(text.contains(#"= "\#(type)""#))
        let isOpen = try sample.configuration().warnings.map(\.identifier).contains("terraform.public-api")
        #expect(isOpen == (owner == nil))
    }

    /// A function that takes longer than API Gateway waits is reported.
    @Test(arguments: [(30, false), (31, true)])
    func timeout(seconds: Int, isWarned: Bool) throws {
        let sample = Self.sample(APISamples.function("orders", APISettings()) { $0.timeout = seconds })
        #expect(
            try sample.configuration().warnings.map(\.identifier).contains("terraform.api-timeout") == isWarned)
    }

    /// A function that is left out of a configuration, or that has no API, is named.
    @Test(
        arguments: [
            (APISettings(routes: ["GET /a"], owner: "orders"), [], "terraform.lacks-function"),
            (APISettings(authorization: .function("guard")), [], "terraform.lacks-function"),
            (
                APISettings(routes: ["GET /a"], owner: "orders"), [APISamples.function("orders", nil)],
                "function.no-api"
            ),
            (
                APISettings(owner: "orders"), [APISamples.function("orders", APISettings())],
                "function.duplicate-route"
            ),
        ] as [(APISettings, [LambdaFunction], String)])
    func refusals(api: APISettings, others: [LambdaFunction], identifier: String) {
        let sample = Sample(functions: [APISamples.function("payments", api)] + others)
        #expect(sample.refusal().map(\.identifier) == [identifier])
    }
}
