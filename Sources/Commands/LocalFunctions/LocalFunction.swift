import Host
import LocalLambda
import Model
import Packaging
import Project
import SystemPackage

/// A function that is to run on this machine: its code, and the settings it would have on Lambda.
struct LocalFunction {
    /// The function's name.
    var name: String
    /// The archive, the directory that holds what an archive would, or the `bootstrap` alone; absolute.
    var code: FilePath
    /// What it is built for.
    var architecture: Architecture
    /// Memory in MB.
    var memory: Int
    /// The longest an invocation may take.
    var timeout: Duration
    /// Its environment variables.
    var variables: [String: String]
    /// Whether it would have the Lambda Insights layer.
    var hasInsights: Bool
    /// The ARNs of its other layers, whose content is not known here.
    var otherLayers: [String] = []
    /// How it logs.
    var logs = LogSettings()
    /// Whether it is written in Swift.
    var isSwift = true
    /// Whether it is one of the package's functions, rather than a path.
    var isOfPackage = true
    /// The region that it believes to be in.
    var region = "us-east-1"
    /// The account in its ARN.
    var account = "123456789012"

    /// The function's ARN.
    var arn: String {
        let partition = Region(region)?.partition ?? .aws
        return "arn:\(partition.rawValue):lambda:\(region):\(account):function:\(name)"
    }

    /// What its execution environments are made from.
    func plan(
        standIn: StandInExtension?, layers: [FilePath], isolation: IsolationPreference, workDirectory: FilePath
    ) -> EnvironmentPlan {
        EnvironmentPlan(
            settings: settings, code: code, layers: layers, variables: variables, standIn: standIn, region: region,
            architecture: architecture, isolation: isolation, workDirectory: workDirectory)
    }

    /// What the protocol needs to know of it.
    var settings: EnvironmentSettings {
        EnvironmentSettings(functionName: name, functionARN: arn, memory: memory, timeout: timeout, logs: logs)
    }
}

extension Host {
    /// What the names of directories of local runs begin with.
    private static let localPrefix = "swiftlambda-local-"

    /// Makes the directory of a local run, and removes what killed runs left.
    func claim(_ workDirectory: FilePath) throws(FileError) {
        try files.claimDirectory(workDirectory, besides: Self.localPrefix)
    }

    /// A directory of this run's own among the machine's temporary ones; it is not made.
    func temporaryDirectory(for purpose: String) -> FilePath {
        let temporary = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return absolute(FilePath(temporary)).appending("\(Self.localPrefix)\(purpose)-\(number)")
    }
}

/// Finds the function that a command line is about.
struct LocalFunctionFinder {
    /// What the user named: a function, an archive or a directory; `nil` where the package has just one function.
    let argument: String?
    /// The package's directory; absolute.
    let package: FilePath
    /// The architecture that the user asked for.
    let architecture: Architecture?
    let host: Host

    func find() async throws -> LocalFunction {
        if let argument, Self.isPath(argument) { return try function(at: host.absolute(FilePath(argument))) }
        let (project, selected) = try await select(argument.map { [$0] } ?? [])
        guard selected.count == 1, let function = selected.first else {
            throw LocalFunctionError.severalFunctions(selected.map(\.name))
        }
        return try self.function(function, of: project)
    }

    /// Whether an argument is a path rather than a function's name, which has neither slash nor dot.
    static func isPath(_ argument: String) -> Bool {
        argument.contains("/") || argument.contains(".")
    }

    func function(_ function: LambdaFunction, of project: ResolvedProject) throws -> LocalFunction {
        let output =
            try SettingVariable.output.resolve(flag: nil, in: host.environment)
            .map { host.absolute(FilePath($0)) } ?? PackagePlaces(package: package).output
        let archive = OutputLayout(output: output)
            .directory(function: function.name, architecture: function.architecture)
            .appending(OutputLayout.archiveName)
        guard try host.files.status(of: archive, followingLinks: true) != nil else {
            throw LocalFunctionError.notPackaged(
                function: function.name, architecture: function.architecture,
                path: archive.shown(from: host.workingDirectory))
        }
        return LocalFunction(
            name: function.name, code: archive, architecture: function.architecture, memory: function.memory,
            timeout: .seconds(function.timeout), variables: function.environment,
            hasInsights: function.insights != .disabled, otherLayers: function.layers, logs: function.logs,
            region: project.regions.first?.name ?? "us-east-1", account: project.account ?? "123456789012")
    }

    /// A function of which only the code is known; it has the settings that a function has by default.
    func function(at path: FilePath) throws -> LocalFunction {
        let traits = try CodeTraits(ofCode: path, files: host.files)
        guard let current = traits.architecture ?? .current else {
            throw MissingOption(option: "--arch", variable: "SWIFTLAMBDA_ARCH", example: "--arch arm64")
        }
        let defaults = LambdaFunction(name: name(of: path), product: "", architecture: current)
        return LocalFunction(
            name: defaults.name, code: path, architecture: current, memory: defaults.memory,
            timeout: .seconds(defaults.timeout), variables: [:], hasInsights: true, isSwift: traits.isSwift,
            isOfPackage: false)
    }

    /// The name by which a function of unknown name goes: that of the archive, or of the directory that `package` made.
    private func name(of path: FilePath) -> String {
        let isOurs = path.lastComponent?.string == OutputLayout.archiveName
        let named = isOurs ? path.removingLastComponent().removingLastComponent() : path
        let characters = (named.stem ?? "function").filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
        }
        return characters.isEmpty ? "function" : String(characters.prefix(64))
    }
}

/// The function that a command line is about cannot be told.
enum LocalFunctionError: DiagnosedError, Hashable {
    /// There are several, and none was named.
    case severalFunctions([String])
    /// A path was given that is read as a function's name.
    case pathNeedsSlash(String)
    /// It has not been packaged.
    case notPackaged(function: String, architecture: Architecture, path: String)

    var diagnostics: [Diagnostic] {
        switch self {
        case .severalFunctions(let names):
            [
                .error(
                    "usage.several-functions", "the package has \(names.count) functions; name one of them",
                    explanation: "They are \(names.joined(separator: ", ")).")
            ]
        case .pathNeedsSlash(let path):
            [
                .error(
                    "usage.path-needs-slash", "there is no function '\(path)'",
                    explanation:
                        "A name without '/' and '.' is a function's; there is a file or directory of that name.",
                    hints: ["give it as a path: ./\(path)"])
            ]
        case .notPackaged(let function, let architecture, let path):
            [
                .error(
                    "local.not-packaged", "'\(function)' has not been packaged for \(architecture)",
                    explanation: "There is no '\(path)'.",
                    hints: [
                        "swiftlambda package \(function)"
                            + (architecture == .current ? "" : " --arch \(architecture)")
                    ])
            ]
        }
    }

    var exitStatus: ExitStatus {
        switch self {
        case .severalFunctions, .pathNeedsSlash: .usage
        case .notPackaged: .badInput
        }
    }
}
