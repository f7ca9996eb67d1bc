import Archive
import Building
import Console
import Host
import Model
import Packaging
import Project
import SystemPackage

/// Packages functions of a project, and optionally compares them with a second build.
struct PackageAction {
    let settings: ProjectSettings
    /// The functions to package; all if empty.
    let names: [String]
    let runner: PackageRunner
    let isVerified: Bool
    /// The documents to write beside each archive.
    let shipping: ShippingRequest
    let host: Host
    let console: CommandConsole

    /// Creates the action; omitted values come from the environment, or are the defaults.
    ///
    /// - Parameter jobs: the number of builds and functions at a time.
    init(
        _ settings: ProjectSettings, names: [String], chooser: BuilderChooser, symbols: SymbolHandling = .strip,
        compression: CompressionLevel? = nil, jobs: Int? = nil, isVerified: Bool = false,
        shipping: ShippingRequest = ShippingRequest(), isVerbose: Bool = false,
        host: Host, console: CommandConsole
    ) throws {
        self.settings = settings
        self.names = names
        runner = PackageRunner(
            workspace: settings.workspace, chooser: chooser, symbols: symbols,
            compression: try Setting.compression.resolve(flag: compression, in: host.environment) ?? .standard,
            jobs: try JobLimit(flag: jobs, on: host), isVerbose: isVerbose, host: host, console: console)
        self.isVerified = isVerified
        self.shipping = shipping
        self.host = host
        self.console = console
    }

    /// Packages the functions.
    ///
    /// - Throws: `DiagnosedError` if a function cannot be built; what the audit refuses is in the report.
    func run() async throws -> PackageReport {
        let sources = PackageSources(settings, chooser: runner.chooser, on: host) { console.begin("Pulling \($0)") }
        // Before the build, so that a broken file does not cost one.
        _ = try LockFile.load(package: settings.workspace.package, host: host)
        let description = try await sources.describe(for: .building)
        let project = try await settings.resolve(products: .required) { description }
        let selected = try project.select(names)
        // Without a configuration nothing is meant to stay, and the result names the architecture.
        let ofProject = project.warnings(of: selected).filter { settings.configuration != nil || $0.severity != .note }
        var warnings =
            ofProject + (try shutdownWarnings(of: selected, describedBy: description))
        var run = try await runner.packageRun(of: selected, in: description, localPackages: sources.localPackages)
        run.collectsMaterials = !shipping.isEmpty
        var packaged = try await runner.showingProgress {
            try await Packager(host: host, onEvent: $0.show).package(run)
        }
        warnings += try BuildRecords(packaged).recorded(in: settings.workspace.package, on: host)
        let verifications = isVerified ? try await runner.verify(run, packaged) : nil
        packaged = try await ShippingWriter(host: host, request: shipping)
            .write(packaged, of: run, verifications: verifications ?? [])
        var report = PackageReport(
            packaged, warnings: warnings, hasRegions: !project.regions.isEmpty, base: host.workingDirectory)
        report.verification = verifications.map { VerificationReport(verifications: $0) }
        return report
    }

    /// Warnings about functions that wait for a signal that Lambda does not send.
    private func shutdownWarnings(
        of functions: [LambdaFunction], describedBy description: PackageDescription
    ) throws -> [Diagnostic] {
        let preparations = try ShutdownReader(
            host: host, package: settings.workspace.package, description: description
        ).preparations(of: functions)
        // A function built for two architectures gets one warning.
        var warned: Set<String> = []
        return functions.compactMap { function in
            guard warned.insert(function.name).inserted else { return nil }
            return preparations[function.name]?.warning(for: function)
        }
    }
}
