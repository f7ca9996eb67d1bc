import ArgumentParser
package import Console
import Host
package import Model
import Project
import SystemPackage

/// Options every command has.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How the result is printed; by default text.", valueName: "format"))
    var format: OutputFormat?

    @Option(
        help: ArgumentHelp(
            "How progress is shown on standard error; by default auto.", valueName: "mode"))
    var progress: ProgressMode?
}

/// Options that name the package.
struct PackageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The package's directory; by default the current one.", valueName: "directory"))
    var packagePath: String?

    /// The directories that the command works in.
    ///
    /// - Parameter output: the archives' directory on the command line.
    func workspace(output: String? = nil, scratchPath: String? = nil, on host: Host) throws -> Workspace {
        try Workspace(packagePath: packagePath, output: output, scratchPath: scratchPath, on: host)
    }
}

extension Setting where Value == OutputFormat {
    static let format = Setting(
        "SWIFTLAMBDA_FORMAT", expected: "text or json", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension Setting where Value == ProgressMode {
    static let progress = Setting(
        "SWIFTLAMBDA_PROGRESS", expected: "auto, none, ansi or plain", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension Setting where Value == String {
    static let terraformOutput = Setting("SWIFTLAMBDA_TERRAFORM_OUTPUT", expected: "a directory") { $0 }
    static let layerVersion = Setting("SWIFTLAMBDA_LAYER_VERSION", expected: "a version") { $0 }
}

extension OutputFormat: ExpressibleByArgument {}
extension ProgressMode: ExpressibleByArgument {}
extension LambdaRuntime: ExpressibleByArgument {}

extension Architecture: ExpressibleByArgument {
    /// Reads Lambda's name, or one that other tools use.
    package init?(argument: String) { self.init(spelling: argument) }
}

extension IncludeRule: ExpressibleByArgument {}
