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
    let chooser: BuilderChooser
    let symbols: SymbolHandling
    let compression: CompressionLevel
    let jobs: JobLimit
    let isVerified: Bool
    /// Whether all compiler output is shown.
    let isVerbose: Bool
    let host: Host
    let console: CommandConsole

    /// Creates the action; omitted values come from the environment, or are the defaults.
    ///
    /// - Parameter jobs: the number of builds and functions at a time.
    init(
        _ settings: ProjectSettings, names: [String], chooser: BuilderChooser, symbols: SymbolHandling = .strip,
        compression: CompressionLevel? = nil, jobs: Int? = nil, isVerified: Bool = false, isVerbose: Bool = false,
        host: Host, console: CommandConsole
    ) throws {
        self.settings = settings
        self.names = names
        self.chooser = chooser
        self.symbols = symbols
        self.compression = try Setting.compression.resolve(flag: compression, in: host.environment) ?? .standard
        self.jobs =
            try Setting.jobs.resolve(flag: jobs, in: host.environment)
            .map { JobLimit(count: $0, isForced: true) } ?? JobLimit(count: host.processorCount)
        self.isVerified = isVerified
        self.isVerbose = isVerbose
        self.host = host
        self.console = console
    }

    /// Packages the functions.
    ///
    /// - Throws: `DiagnosedError` if a function cannot be built; what the audit refuses is in the report.
    func run() async throws -> PackageReport {
        let sources = PackageSources(settings, chooser: chooser, on: host) { console.begin("Pulling \($0)") }
        // Before the build, so that a broken file does not cost one.
        _ = try LockFile.load(package: settings.workspace.package, host: host)
        let description = try await sources.describe(for: .building)
        let project = try await settings.resolve(products: .required) { description }
        let selected = try project.select(names)
        // Without a configuration nothing is meant to stay, and the result names the architecture.
        let ofProject = project.warnings(of: selected).filter { settings.configuration != nil || $0.severity != .note }
        var warnings =
            ofProject + (try shutdownWarnings(of: selected, describedBy: description))
        let run = try await packageRun(of: selected, in: description, localPackages: sources.localPackages)
        let packaged = try await showingProgress {
            try await Packager(host: host, onEvent: $0.show).package(run)
        }
        warnings += try BuildRecords(packaged).recorded(in: settings.workspace.package, on: host)
        var report = PackageReport(
            packaged, warnings: warnings, hasRegions: !project.regions.isEmpty, base: host.workingDirectory)
        if isVerified {
            console.note("Building again in another directory, to compare\n")
            report.verification = VerificationReport(
                verifications: try await showingProgress {
                    try await Verifier(host: host, onEvent: $0.show).verify(run, packaged)
                })
        }
        return report
    }

    /// The functions to build, by builder.
    private func packageRun(
        of functions: [LambdaFunction], in description: PackageDescription,
        localPackages: (PackageDescription) async throws -> [FilePath]
    ) async throws -> PackageRun {
        let workspace = settings.workspace
        let needs = NeedsReader(
            host: host, package: workspace.package, scratch: workspace.scratch, description: description)
        let builds = try await BuildGrouping(chooser: chooser) { functions in
            try needs.needs(of: functions.map(\.product))
        }.builds(of: functions, in: description)
        try await noteCompilers(of: builds)
        for build in builds where !build.builder.isPlain {
            console.note("Building for \(build.builder.summary)\n")
            if let note = build.builder.emulationNote(on: .current) { console.note(note + "\n") }
        }
        return PackageRun(
            package: workspace.package, output: workspace.output, scratch: workspace.scratch,
            localPackages: try await localPackages(description), symbols: symbols, compression: compression,
            jobs: jobs, toolVersion: SwiftLambda.version, builds: builds)
    }

    /// Says which compiler builds for which architecture, where they differ.
    private func noteCompilers(of builds: [PackageBuild]) async throws {
        guard Set(builds.map(\.builder.architecture)).count > 1 else { return }
        var versions: [(architecture: Architecture, version: DottedVersion)] = []
        for build in builds {
            guard let version = try await chooser.compilerVersion(of: build.builder) else { continue }
            versions.append((build.builder.architecture, version))
        }
        guard Set(versions.map(\.version)).count > 1 else { return }
        let list = versions.map { "\($0.architecture) with Swift \($0.version)" }.joined(separator: ", ")
        console.note("The architectures are built by different compilers: \(list)\n")
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

    private func showingProgress<Result: Sendable>(
        _ work: (PackageProgress) async throws -> Result
    ) async throws -> Result {
        let progress = PackageProgress(
            console: console, package: settings.workspace.package, isVerbose: isVerbose)
        do {
            let result = try await console.keepingAlive { try await work(progress) }
            progress.showBuildMessages()
            return result
        } catch let error as BuildError {
            progress.showBuildMessages()
            throw error
        }
    }
}
