import Console
import Host
import Model
import Packaging
import Releasing
import SystemPackage

/// Packages a function while Lambda is asked for its code, and replaces that in each place.
struct PushAction {
    /// The two halves of the preparation.
    private enum Part: Sendable {
        case packaged(PackageReport, Duration)
        case deployed([Destination])
    }

    /// A function in a place, with its code there.
    private struct Destination: Sendable {
        var push: FunctionPush
        var code: DeployedCode
    }

    let release: ReleaseProject
    /// The function's own name.
    let name: String
    let packaging: PackageAction
    let host: Host
    let console: CommandConsole

    /// Pushes.
    ///
    /// - Throws: `DiagnosedError` if a function cannot be built or pushed; what the audit refuses is in the result.
    func run() async throws -> CommandResult {
        let (report, packageTime, destinations) = try await prepare()
        let archives = Dictionary(report.packaged.compactMap(archive).map { ($0.architecture, $0) }) { first, _ in first
        }
        var result = PushReport(function: name, package: packageTime, diagnostics: report.diagnostics)
        guard report.packaged.allSatisfy({ $0.outcome != .refused }), !archives.isEmpty else {
            return result.commandResult
        }
        for destination in destinations {
            let wanted = destination.code.architecture.flatMap { archives[$0] }
            // If there is none for its architecture, the refusal names another.
            guard let archive = wanted ?? archives.values.first else { continue }
            do {
                let done = try await console.keepingAlive {
                    try await destination.push.push(archive, over: destination.code) { show($0, of: archive) }
                }
                result.add(done, of: archive, to: destination.push)
            } catch {
                // What was done in other places must not be lost with the error.
                if !result.isEmpty { console.note(result.commandResult.text) }
                throw error
            }
        }
        console.end("")
        return result.commandResult
    }

    /// Packages and asks at the same time; the first that fails ends the other.
    private func prepare() async throws -> (PackageReport, Duration, [Destination]) {
        try await withThrowingTaskGroup(of: Part.self) { group in
            let clock = host.clock
            let began = clock.monotonic
            group.addTask { .packaged(try await packaging.run(), clock.monotonic - began) }
            group.addTask { .deployed(try await destinations()) }
            var packaged: (PackageReport, Duration)?
            var found: [Destination] = []
            for try await part in group {
                switch part {
                case .packaged(let report, let time): packaged = (report, time)
                case .deployed(let destinations): found = destinations
                }
            }
            guard let packaged else { throw CancellationError() }
            return (packaged.0, packaged.1, found)
        }
    }

    private func destinations() async throws -> [Destination] {
        guard let first = release.targets.first else { return [] }
        let aws = try await AWSCommandLine.find(on: host, region: first.region)
        var destinations: [Destination] = []
        for target in release.targets {
            let push = FunctionPush(
                of: try release.function(name, in: target), to: target, with: aws.inRegion(target.region))
            destinations.append(Destination(push: push, code: try await push.deployed()))
        }
        return destinations
    }

    private func archive(_ packaged: PackagedFunction) -> PushedArchive? {
        guard let archive = packaged.manifest?.archive else { return nil }
        return PushedArchive(
            path: host.absolute(packaged.directory.appending(archive.file)),
            architecture: packaged.function.architecture, sizeBytes: Int(clamping: archive.sizeBytes),
            sha256: archive.sha256, codeHash: archive.sourceCodeHash)
    }

    private func show(_ event: FunctionPush.Event, of archive: PushedArchive) {
        switch event {
        case .waiting: console.begin("Waiting for another change of \(name)")
        case .uploading(let bucket):
            console.begin(
                "Uploading \(formatted(bytes: archive.sizeBytes))" + (bucket.map { " to \($0)" } ?? " to Lambda"))
        case .updating: console.begin("Updating \(name)")
        case .stopped(let diagnostic): console.tell([diagnostic])
        }
    }
}
