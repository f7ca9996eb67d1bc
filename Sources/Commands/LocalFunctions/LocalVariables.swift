import Console
import Host
import Model

/// The environment variables from the command line, and the region that they determine.
struct LocalVariables {
    /// The variables of `--env`.
    let options: [VariableSetting]
    /// The files of `--env-file`.
    let files: [String]
    /// The region of `--region`.
    let region: String?

    /// Variables that name the region; allowed although Lambda reserves them, because locally nothing else sets them.
    private static let regionNames = ["AWS_REGION", "AWS_DEFAULT_REGION"]

    /// Sets a function's variables and region.
    ///
    /// - Throws: `LocalVariableError`, `EnvironmentFileError`, `FileError`.
    func apply(to function: inout LocalFunction, on host: Host) throws {
        var given: [String: String] = [:]
        for file in files {
            for setting in try EnvironmentFile(reading: file, on: host).settings { given[setting.name] = setting.value }
        }
        for setting in options { given[setting.name] = setting.value }
        for name in given.keys.sorted()
        where LambdaLimits.reservedEnvironmentNames.contains(name) && !Self.regionNames.contains(name) {
            throw LocalVariableError.reserved(name)
        }
        let candidates = [region] + Self.regionNames.map { given[$0] } + Self.regionNames.map { host.environment[$0] }
        if let region = candidates.lazy.compactMap({ $0 }).first(where: { !$0.isEmpty }) {
            guard region.contains(/^[a-z]{2,}(-[a-z]+)+-[0-9]+$/) else {
                throw LocalVariableError.notARegion(region)
            }
            function.region = region
        }
        function.variables.merge(given.filter { !Self.regionNames.contains($0.key) }) { $1 }
    }
}

extension VariableSetting {
    /// Creates a variable with its value.
    init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// A variable or region that a function cannot have.
enum LocalVariableError: DiagnosedError, Hashable {
    /// Lambda sets the variable itself.
    case reserved(String)
    /// A text is not the name of a region.
    case notARegion(String)

    var diagnostics: [Diagnostic] {
        switch self {
        case .reserved(let name):
            [
                .error(
                    "usage.reserved-variable", "'\(name)' is an environment variable that Lambda sets itself",
                    explanation: "Lambda refuses a function whose configuration sets it.", hints: [Self.hint(for: name)]
                )
            ]
        case .notARegion(let text):
            [
                .error(
                    "usage.not-a-region", "'\(printable(text))' is not the name of a region",
                    hints: ["name one such as eu-west-1 with --region, or set AWS_REGION"])
            ]
        }
    }

    var exitStatus: ExitStatus { .usage }

    private static func hint(for name: String) -> String {
        switch name {
        case "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN":
            "set the credentials in the shell; the function inherits them"
        case "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "set the memory with --memory"
        default: "use another name"
        }
    }
}
