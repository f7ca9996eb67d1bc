import LambdaProtocol
import Model

/// The environment variables that Lambda sets for the processes of an environment.
///
/// Values: aws/aws-lambda-base-images (provided.al2023), and the developer guide, "Defined runtime environment
/// variables".
struct LambdaVariables: Sendable {
    /// Hidden from extensions (developer guide, "Lambda Extensions API").
    private static let hiddenFromExtensions = [
        "AWS_EXECUTION_ENV", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_XRAY_CONTEXT_MISSING",
        "AWS_XRAY_DAEMON_ADDRESS", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT", "_AWS_XRAY_DAEMON_ADDRESS",
        "_AWS_XRAY_DAEMON_PORT", "_HANDLER",
    ]

    /// The address of both APIs: numbers and a port.
    var address: String
    var settings: EnvironmentSettings
    var region: String
    /// The function's directory, as its processes see it.
    var taskRoot: String
    /// The layers' directory.
    var layerRoot: String
    /// The environment's own `/tmp`, if it has another name.
    var temporaryDirectory: String?
    var logStream: String
    /// The function's own variables.
    var own: [String: String]
    /// The user's environment, for credentials only.
    var user: [String: String]

    /// The runtime's variables.
    var forRuntime: [String: String] {
        let libraries = [
            "/var/lang/lib", "/lib64", "/usr/lib64", "/var/runtime", "/var/runtime/lib", taskRoot, "\(taskRoot)/lib",
            "\(layerRoot)/lib",
        ]
        var variables = own
        // A function can override these (developer guide, "Defined runtime environment variables").
        variables["PATH"] = variables["PATH"] ?? "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:\(layerRoot)/bin"
        variables["LD_LIBRARY_PATH"] = variables["LD_LIBRARY_PATH"] ?? libraries.joined(separator: ":")
        variables["LANG"] = variables["LANG"] ?? "en_US.UTF-8"
        variables["TZ"] = variables["TZ"] ?? ":UTC"
        variables["_HANDLER"] = settings.handler
        variables["LAMBDA_TASK_ROOT"] = taskRoot
        variables["LAMBDA_RUNTIME_DIR"] = "/var/runtime"
        variables["AWS_LAMBDA_RUNTIME_API"] = address
        variables["AWS_LAMBDA_FUNCTION_NAME"] = settings.functionName
        variables["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST"
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "\(settings.memory)"
        variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand"
        variables["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/\(settings.functionName)"
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream
        let isJSON = settings.logs.format == .json
        variables["AWS_LAMBDA_LOG_FORMAT"] = variables["AWS_LAMBDA_LOG_FORMAT"] ?? (isJSON ? "JSON" : "Text")
        if isJSON, variables["AWS_LAMBDA_LOG_LEVEL"] == nil {
            variables["AWS_LAMBDA_LOG_LEVEL"] = (settings.logs.applicationLevel ?? .info).rawValue.uppercased()
        }
        variables["AWS_REGION"] = region
        variables["AWS_DEFAULT_REGION"] = region
        variables["TMPDIR"] = variables["TMPDIR"] ?? temporaryDirectory
        return variables.merging(credentials) { own, _ in own }
    }

    /// An external extension's variables.
    var forExtensions: [String: String] {
        forRuntime.filter { !Self.hiddenFromExtensions.contains($0.key) }
    }

    /// The user's own credentials, so that the function reaches what the user reaches, or placeholders.
    private var credentials: [String: String] {
        if let key = user["AWS_ACCESS_KEY_ID"], let secret = user["AWS_SECRET_ACCESS_KEY"] {
            var credentials = ["AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret]
            credentials["AWS_SESSION_TOKEN"] = user["AWS_SESSION_TOKEN"]
            return credentials
        }
        return ["AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": "local"]
    }
}
