import HCL
import Model

extension FunctionWriter {
    /// The function's HTTP API, or its routes on the API of another function.
    var httpAPI: [Block] {
        guard let settings = function.surroundings.api else { return [] }
        let own = settings.hasOwnAPI ? [api(settings)] + accessLogs(settings) + [apiStage(settings)] : []
        return own + authorizer(settings) + [integration(settings)] + routes(settings) + permissions(settings)
    }

    private func api(_ settings: APISettings) -> Block {
        Block("resource", "aws_apigatewayv2_api", names.identifier) {
            Argument("name", .template(deployedName))
            Argument("description", .string("Calls the Lambda function \(function.name)."))
            Argument("protocol_type", .string("HTTP"))
            tags
            if let cors = settings.crossOrigin {
                Block("cors_configuration") { Self.crossOrigin(cors) }
            }
        }
    }

    private func apiStage(_ settings: APISettings) -> Block {
        Block("resource", "aws_apigatewayv2_stage", names.identifier) {
            apiID(settings)
            Argument("name", .string("$default"))
            Argument("auto_deploy", .bool(true))
            tags
            if settings.logsAccess {
                Block("access_log_settings") {
                    Argument(
                        "destination_arn", .reference("aws_cloudwatch_log_group", names.address("api"), "arn"))
                    Argument("format", .call("jsonencode", Self.accessLogFormat))
                }
            }
        }
    }

    /// What a line of the access log has, by its key.
    private static let accessLogFormat = Expression.object(
        [
            ("requestId", "requestId"), ("requestTime", "requestTime"), ("sourceIp", "identity.sourceIp"),
            ("httpMethod", "httpMethod"), ("path", "path"), ("routeKey", "routeKey"), ("protocol", "protocol"),
            ("status", "status"), ("responseLength", "responseLength"), ("responseLatency", "responseLatency"),
            ("integrationStatus", "integrationStatus"), ("integrationError", "integrationErrorMessage"),
            ("authorizerError", "authorizer.error"),
        ].map { ObjectItem($0.0, .string("$context.\($0.1)")) })

    /// The group has the retention and the key of the function's own logs.
    ///
    /// For names of this form, AWS needs no further statement in the account's resource policy for log delivery, whose
    /// size is limited.
    private func accessLogs(_ settings: APISettings) -> [Block] {
        guard settings.logsAccess else { return [] }
        return [
            Block("resource", "aws_cloudwatch_log_group", names.address("api")) {
                Argument("name", .template([.literal("/aws/vendedlogs/apis/")] + deployedName))
                if let retention = function.logs.retention {
                    Argument("retention_in_days", .number(retention))
                }
                logKey
                if function.surroundings.logGroup?.keep == true {
                    Argument("skip_destroy", .bool(true))
                }
                tags
            }
        ]
    }

    private func integration(_ settings: APISettings) -> Block {
        Block("resource", "aws_apigatewayv2_integration", names.identifier) {
            apiID(settings)
            Argument("integration_type", .string("AWS_PROXY"))
            // The method with which API Gateway calls Lambda, not that of the request.
            Argument("integration_method", .string("POST"))
            Argument("integration_uri", Self.invokeARN(of: function, names))
            Argument("payload_format_version", .string("2.0"))
        }
    }

    private func routes(_ settings: APISettings) -> [Block] {
        let integration = Expression.reference("aws_apigatewayv2_integration", names.identifier, "id")
        return settings.routes.map { route in
            Block("resource", "aws_apigatewayv2_route", names.address("route", key: route)) {
                apiID(settings)
                Argument("route_key", .string(route))
                Argument("target", .template(.literal("integrations/"), .interpolation(integration)))
                authorization(settings)
            }
        }
    }

    // MARK: - Who may call

    /// Who may call the routes: as the function says, or as that of the API says.
    private func authorization(_ settings: APISettings) -> [Argument] {
        let isOwn = settings.authorization != nil
        let address = isOwn ? names.identifier : apiIdentifier(settings)
        let authorizer = Argument(
            "authorizer_id", .reference("aws_apigatewayv2_authorizer", address, "id"))
        switch isOwn ? settings.authorization : neighbours.owner?.surroundings.api?.authorization {
        case .everyone, nil: return [Argument("authorization_type", .string("NONE"))]
        case .iam: return [Argument("authorization_type", .string("AWS_IAM"))]
        case .function: return [Argument("authorization_type", .string("CUSTOM")), authorizer]
        case .tokens(let tokens):
            let scopes = tokens.scopes.isEmpty ? [] : [Argument("authorization_scopes", .strings(tokens.scopes))]
            return [Argument("authorization_type", .string("JWT")), authorizer] + scopes
        }
    }

    private func authorizer(_ settings: APISettings) -> [Block] {
        switch settings.authorization {
        case .tokens(let tokens):
            return [
                authorizer(settings, name: "jwt", type: "JWT") {
                    Block("jwt_configuration") {
                        Argument("issuer", tokens.issuer.expression)
                        Argument("audience", .list(tokens.audience.map(\.expression)))
                    }
                    // Not where a function is called: Terraform would then also create that function, its role and its log
                    // group again before it deletes them, which their names do not allow.
                    Block("lifecycle", comment: ["API Gateway does not delete an authorizer while a route uses it."]) {
                        Argument("create_before_destroy", .bool(true))
                    }
                }
            ]
        case .function:
            guard let other = neighbours.authorizer else { return [] }
            let authorizer = authorizer(settings, name: "lambda", type: "REQUEST") {
                Argument("authorizer_uri", Self.invokeARN(of: other, ResourceNames(function: other.name)))
                Argument("authorizer_payload_format_version", .string("2.0"))
                // A kept answer counts for all routes, also for those on which the function would decide otherwise.
                Argument("authorizer_result_ttl_in_seconds", .number(0))
                Argument("enable_simple_responses", .bool(true))
            }
            return [authorizer, authorizerPermission(for: other, settings)]
        case .iam, .everyone, nil: return []
        }
    }

    private func authorizer(
        _ settings: APISettings, name: String, type: String, @BodyBuilder body: () -> Body
    ) -> Block {
        Block("resource", "aws_apigatewayv2_authorizer", names.identifier) {
            apiID(settings)
            // Several functions may have authorizers on one API, and a new one exists beside the former.
            Argument("name", .string("\(function.name)-\(name)"))
            Argument("authorizer_type", .string(type))
            Argument("identity_sources", .strings(["$request.header.Authorization"]))
            body()
        }
    }

    private func authorizerPermission(for other: LambdaFunction, _ settings: APISettings) -> Block {
        let otherNames = ResourceNames(function: other.name)
        let address = names.address("authorizer")
        return Block("resource", "aws_lambda_permission", address) {
            Argument("statement_id", resourceName(address))
            Argument("action", .string("lambda:InvokeFunction"))
            Argument("function_name", .reference("aws_lambda_function", otherNames.identifier, "function_name"))
            if other.surroundings.alias != nil {
                Argument("qualifier", .reference("aws_lambda_alias", otherNames.identifier, "name"))
            }
            Argument("principal", .string("apigateway.amazonaws.com"))
            Argument(
                "source_arn",
                .template(
                    .interpolation(execution(settings)), .literal("/authorizers/"),
                    .interpolation(.reference("aws_apigatewayv2_authorizer", names.identifier, "id"))))
        }
    }

    // MARK: - The API's calls

    /// The most permissions for single routes: all statements of a function together have at most 20 KB.
    private static let mostRoutePermissions = 30

    /// Lets the API call the function for its routes, or, if they are many, for all requests to the API.
    private func permissions(_ settings: APISettings) -> [Block] {
        func permission(_ address: String, _ path: String) -> Block {
            self.permission(
                address, principal: "apigateway.amazonaws.com",
                source: .template(.interpolation(execution(settings)), .literal(path)))
        }
        guard settings.routes.count <= Self.mostRoutePermissions else {
            return [permission(names.address("api"), "/*")]
        }
        return settings.routes.map { route in
            permission(names.address("api", key: route), "/*/" + Self.requests(to: route))
        }
    }

    /// The pattern of the requests to a route, as API Gateway names them to Lambda after the stage.
    static func requests(to route: String) -> String {
        let parts = route.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return route }
        let path = parts[1].split(separator: "/").map { $0.hasPrefix("{") ? "*" : String($0) }
        // Whether a slash at the end is a part of the name is not documented.
        let end = parts[1].hasSuffix("/") && !path.isEmpty ? "*" : ""
        return (parts[0] == "ANY" ? "*" : String(parts[0])) + "/" + path.joined(separator: "/") + end
    }

    private func apiIdentifier(_ settings: APISettings) -> String {
        settings.owner.map { ResourceNames(function: $0).identifier } ?? names.identifier
    }

    private func apiID(_ settings: APISettings) -> Argument {
        Argument("api_id", .reference("aws_apigatewayv2_api", apiIdentifier(settings), "id"))
    }

    private func execution(_ settings: APISettings) -> Expression {
        .reference("aws_apigatewayv2_api", apiIdentifier(settings), "execution_arn")
    }

    /// The ARN with which API Gateway calls a function, or its alias.
    private static func invokeARN(of function: LambdaFunction, _ names: ResourceNames) -> Expression {
        let type = function.surroundings.alias == nil ? "aws_lambda_function" : "aws_lambda_alias"
        return .reference(type, names.identifier, "invoke_arn")
    }
}

extension APISettings.Tokens.Value {
    fileprivate var expression: Expression {
        switch self {
        case .text(let text): .string(text)
        case .terraform(let reference): Expression(reference)
        }
    }
}
