import HCL
import Model

extension FunctionWriter {
    /// The function's URL, and if everyone may call it, the two permissions that new URLs need.
    ///
    /// With `iam`, the callers' own policies allow both actions.
    var functionURL: [Block] {
        guard let settings = function.surroundings.url else { return [] }
        let url = Block("resource", "aws_lambda_function_url", names.identifier) {
            Argument("function_name", attribute("function_name"))
            qualifier
            Argument("authorization_type", .string(settings.authorization == .iam ? "AWS_IAM" : "NONE"))
            if settings.responseMode == .stream {
                Argument("invoke_mode", .string("RESPONSE_STREAM"))
            }
            if let cors = settings.crossOrigin {
                Block("cors") { Self.crossOrigin(cors) }
            }
        }
        guard settings.authorization == .none else { return [url] }
        return [
            url,
            publicPermission(
                "url", "-url", action: "lambda:InvokeFunctionUrl",
                Argument("function_url_auth_type", .string("NONE"))),
            publicPermission(
                "invoke", "-url-invoke", action: "lambda:InvokeFunction",
                Argument("invoked_via_function_url", .bool(true))),
        ]
    }

    private func publicPermission(_ part: String, _ suffix: String, action: String, _ limit: Argument) -> Block {
        Block("resource", "aws_lambda_permission", names.address(part)) {
            Argument("statement_id", .string(function.name + suffix))
            Argument("action", .string(action))
            Argument("function_name", attribute("function_name"))
            qualifier
            Argument("principal", .string("*"))
            limit
        }
    }

    /// The arguments of a `cors` block.
    static func crossOrigin(_ settings: CrossOriginSettings) -> [Argument] {
        var arguments = [
            ("allow_origins", settings.origins), ("allow_methods", settings.methods),
            ("allow_headers", settings.headers), ("expose_headers", settings.exposedHeaders),
        ].filter { !$0.1.isEmpty }.map { Argument($0.0, .strings($0.1)) }
        if let credentials = settings.credentials {
            arguments.append(Argument("allow_credentials", .bool(credentials)))
        }
        if let maxAge = settings.maxAge {
            arguments.append(Argument("max_age", .number(maxAge)))
        }
        return arguments
    }
}

extension ConfigurationWriter {
    /// The oldest provider with `logging_config` on `aws_lambda_function` (its changelog).
    static let oldestProvider = ">= 5.32"

    /// The oldest provider with everything that the functions need.
    ///
    /// 6.29 is the oldest with `invoked_via_function_url` on `aws_lambda_permission`.
    var providerVersion: String {
        places.all.lazy.flatMap(\.functions).contains {
            $0.surroundings.url?.authorization == FunctionURLSettings.Authorization.none
        }
            ? ">= 6.29" : Self.oldestProvider
    }
}
