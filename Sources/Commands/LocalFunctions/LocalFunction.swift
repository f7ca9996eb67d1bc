import Host
import LambdaProtocol
import LocalEnvironment
import Model
import Packaging
import Project
import SystemPackage

/// A function to run on this machine: its code, and the settings it would have on Lambda.
struct LocalFunction {
    /// The function's name.
    var name: String
    /// The archive, a directory with an archive's content, or only the `bootstrap`; absolute.
    var code: FilePath
    /// The architecture it is built for.
    var architecture: Architecture
    /// The root of a file system of its architecture, if it is not this machine's and there is one.
    var emulatedRoot: FilePath?
    /// Memory in MB.
    var memory: Int
    /// The time limit of an invocation.
    var timeout: Duration
    /// Its environment variables.
    var variables: [String: String]
    /// Whether it would have the Lambda Insights layer.
    var hasInsights: Bool
    /// The ARNs of its other layers, whose content is unknown here.
    var otherLayers: [String] = []
    /// How it logs.
    var logs = LogSettings()
    /// Whether it is written in Swift.
    var isSwift = true
    /// Whether it is one of the package's functions, rather than a path.
    var isOfPackage = true
    /// Whether its package names a region.
    var hasRegion = true
    /// The region that it sees.
    var region = "us-east-1"
    /// The account in its ARN.
    var account = "123456789012"
    /// Examples of the events that it gets.
    var examples: [ExampleEvent] = []

    /// The function's ARN.
    var arn: String {
        let partition = Region(form: region)?.partition ?? .aws
        return "arn:\(partition.rawValue):lambda:\(region):\(account):function:\(name)"
    }

    /// The plan of its execution environments.
    func plan(
        standIn: StandInExtension?, layers: [FilePath], isolation: IsolationPreference, workDirectory: FilePath
    ) -> EnvironmentPlan {
        EnvironmentPlan(
            settings: settings, code: code, layers: layers, variables: variables, standIn: standIn, region: region,
            architecture: architecture, isolation: isolation, emulatedRoot: emulatedRoot,
            workDirectory: workDirectory)
    }

    /// The settings that the protocol needs.
    var settings: EnvironmentSettings {
        EnvironmentSettings(functionName: name, functionARN: arn, memory: memory, timeout: timeout, logs: logs)
    }
}

extension Host {
    /// The prefix of the directories of local runs.
    private static let localPrefix = "swiftlambda-local-"

    /// Creates the directory of a local run, and removes those of killed runs.
    func claim(_ workDirectory: FilePath) throws(FileError) {
        try files.claimDirectory(workDirectory, besides: Self.localPrefix)
    }

    /// The path of a temporary directory for this run; it is not created.
    func temporaryDirectory(for purpose: String) -> FilePath {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return temporaryDirectory.appending("\(Self.localPrefix)\(purpose)-\(number)")
    }
}
