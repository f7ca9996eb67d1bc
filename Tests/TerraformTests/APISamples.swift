import Model

/// Functions with HTTP APIs.
enum APISamples {
    static let tokens = APISettings.Tokens(
        issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI", audience: ["web", "${app}"],
        scopes: ["orders/read"])

    static func function(
        _ name: String, _ api: APISettings?, _ change: (inout LambdaFunction) -> Void = { _ in }
    ) -> LambdaFunction {
        .named(name) { function in
            function.insights = .disabled
            function.surroundings.api = api
            change(&function)
        }
    }

    /// One API of several functions, one with an authorizer, and a plain one.
    static let all = [
        function(
            "orders",
            APISettings(
                routes: ["GET /orders/{id}", "POST /orders"], authorization: .tokens(tokens),
                crossOrigin: CrossOriginSettings(origins: ["https://example.com"], methods: ["GET"], maxAge: 600),
                logsAccess: true)
        ) { orders in
            orders.surroundings.alias = "live"
            orders.logs.retention = 90
            orders.tags = ["team": "shop"]
        },
        function("payments", APISettings(routes: ["ANY /payments/{rest+}"], owner: "orders")),
        function("health", APISettings(routes: ["GET /health"], authorization: .everyone, owner: "orders")),
        function("guard", nil) { $0.surroundings.alias = "live" },
        function("Reports", APISettings(authorization: .function("guard"))),
        function("plain", APISettings()),
    ]

    /// Two stages: `dev` has no API of `orders` and its neighbours, and asks for tokens where `prod` asks for signatures.
    static let stages = ["dev", "prod"].map { stage in
        let isProduction = stage == "prod"
        let functions = [
            function("guard", nil) { $0.surroundings.alias = isProduction ? "live" : nil },
            function("orders", isProduction ? APISettings(authorization: .function("guard")) : nil),
            function(
                "payments",
                isProduction ? APISettings(routes: ["GET /payments"], owner: "orders") : APISettings()),
            function("reports", APISettings(authorization: isProduction ? .iam : .tokens(tokens))),
        ].map { function in
            var function = function
            function.namePattern = .staged
            function.nameInPlace = "\(function.name)-\(stage)"
            return function
        }
        return PlacedFunctions(
            Placement(stage: stage, region: Region("eu-west-1")), account: "123456789012", functions: functions)
    }
}
