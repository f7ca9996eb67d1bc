import Host
import LambdaProtocol
import LocalEnvironment
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
    /// Whether its package names a region.
    var hasRegion = true
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
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return temporaryDirectory.appending("\(Self.localPrefix)\(purpose)-\(number)")
    }
}
