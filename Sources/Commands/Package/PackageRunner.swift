import Archive
import Building
import Console
import Host
import Model
import Packaging
import Project
import SystemPackage

/// Plans runs of the packager and shows their progress.
struct PackageRunner {
    let workspace: Workspace
    let chooser: BuilderChooser
    let symbols: SymbolHandling
    let compression: CompressionLevel
    let jobs: JobLimit
    /// Whether all compiler output is shown.
    let isVerbose: Bool
    let host: Host
    let console: CommandConsole

    /// The functions to build, by builder.
    func packageRun(
        of functions: [LambdaFunction], in description: PackageDescription,
        localPackages: (PackageDescription) async throws -> [FilePath]
    ) async throws -> PackageRun {
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

    /// Builds again in another directory, and compares.
    func verify(_ run: PackageRun, _ packaged: [PackagedFunction]) async throws -> [Verification] {
        console.note("Building again in another directory, to compare\n")
        return try await showingProgress {
            try await Verifier(host: host, onEvent: $0.show).verify(run, packaged)
        }
    }

    func showingProgress<Result: Sendable>(
        _ work: (PackageProgress) async throws -> Result
    ) async throws -> Result {
        let progress = PackageProgress(
            console: console, package: workspace.package, isVerbose: isVerbose)
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

extension JobLimit {
    /// The limit of the flag or the environment, else the number of processors.
    init(flag: Int? = nil, on host: Host) throws {
        let count = try Setting.jobs.resolve(flag: flag, in: host.environment)
        self = count.map { JobLimit(count: $0, isForced: true) } ?? JobLimit(count: host.processorCount)
    }
}
