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

/// Which package a command is about.
struct PackageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The package's directory; by default the current one.", valueName: "directory"))
    var packagePath: String?

    /// The package's directory; absolute.
    func path(on host: Host) throws -> FilePath {
        let text = try SettingVariable.packagePath.resolve(flag: packagePath, in: host.environment)
        return text.map { host.absolute(FilePath($0)) } ?? host.workingDirectory
    }
}

/// The places where `package` works and leaves its results.
struct PackagePlaces {
    /// The package's directory.
    let package: FilePath

    /// Where archives go unless told otherwise.
    var output: FilePath { package.appending(".build").appending("swiftlambda") }

    /// Where builds happen unless told otherwise; no function's name begins with a dot.
    var scratch: FilePath { output.appending(".scratch") }
}

extension SettingVariable where Value == OutputFormat {
    static let format = SettingVariable(
        "SWIFTLAMBDA_FORMAT", expected: "text or json", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension SettingVariable where Value == ProgressMode {
    static let progress = SettingVariable(
        "SWIFTLAMBDA_PROGRESS", expected: "auto, none, ansi or plain", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension SettingVariable where Value == String {
    static let packagePath = SettingVariable("SWIFTLAMBDA_PACKAGE_PATH", expected: "a directory") { $0 }
    static let output = SettingVariable("SWIFTLAMBDA_OUTPUT", expected: "a directory") { $0 }
    static let scratchPath = SettingVariable("SWIFTLAMBDA_SCRATCH_PATH", expected: "a directory") { $0 }
    static let terraformOutput = SettingVariable("SWIFTLAMBDA_TERRAFORM_OUTPUT", expected: "a directory") { $0 }
    static let layerVersion = SettingVariable("SWIFTLAMBDA_LAYER_VERSION", expected: "a version") { $0 }
}

extension OutputFormat: ExpressibleByArgument {}
extension ProgressMode: ExpressibleByArgument {}
extension LambdaRuntime: ExpressibleByArgument {}

extension Architecture: ExpressibleByArgument {
    /// Reads Lambda's name or one that other tools use.
    package init?(argument: String) { self.init(spelling: argument) }
}

extension IncludeRule: ExpressibleByArgument {}

/// A command was called without something it needs.
struct MissingOption: DiagnosedError, Hashable {
    /// The option.
    var option: String
    /// The variable that may stand for it.
    var variable: String
    /// The option with a value.
    var example: String

    var diagnostics: [Diagnostic] {
        [
            .error(
                "usage.missing-option", "\(option) is needed", hints: ["add \(example), or set \(variable)"])
        ]
    }

    var exitStatus: ExitStatus { .usage }
}
