import Console
import Host
import Model
import Packaging
import Synchronization
import SystemPackage

/// Shows how packaging goes on, and keeps what the compiler said until it is known whether it matters.
final class PackageProgress: Sendable {
    private let console: CommandConsole
    private let messages = Mutex<[String]>([])

    init(console: CommandConsole) {
        self.console = console
    }

    func show(_ event: PackagingEvent) {
        switch event {
        case .waiting:
            console.begin("Waiting for another swiftlambda that works on this package")
        case .pulling(let image, let architecture):
            console.begin("Pulling \(image) for \(architecture)")
        case .building(let products, let architecture):
            console.begin("Building \(products.joined(separator: ", ")) for \(architecture)")
        case .buildLine(let line):
            if Self.isProgress(line) {
                console.update(line)
            } else {
                messages.withLock { $0.append(line) }
            }
        case .stage(let stage, let function, let architecture):
            console.begin("\(Self.title(of: stage)) \(function) for \(architecture)")
        }
    }

    private static func title(of stage: PackagingEvent.Stage) -> String {
        switch stage {
        case .stripping: "Stripping"
        case .auditing: "Auditing"
        case .zipping: "Zipping"
        }
    }

    /// Prints what the compiler said, once.
    func showBuildMessages() {
        let lines = messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
        guard !lines.isEmpty else { return }
        console.note(lines.map { printable($0, keepingTabs: true) + "\n" }.joined())
    }

    /// Whether a line of SwiftPM tells only how far it is.
    static func isProgress(_ line: String) -> Bool {
        line.isEmpty || line.first == "["
            || ["Building for ", "Build complete!", "Build of product ", "Planning build"].contains {
                line.hasPrefix($0)
            }
    }
}

/// What became of the functions, as text and as JSON.
struct PackageReport {
    private let packaged: [PackagedFunction]
    private let base: FilePath

    init(_ packaged: [PackagedFunction], base: FilePath) {
        self.packaged = packaged
        self.base = base
    }

    private struct Payload: Encodable, Sendable {
        struct Function: Encodable, Sendable {
            var function: String
            var architecture: Architecture
            var outcome: PackagedFunction.Outcome
            var archive: String?
            var manifest: String?
            var sizeBytes: Int64?
            var unzippedSizeBytes: Int64?
            var sha256: String?
            var sourceCodeHash: String?
            var contentDigest: String?
            var audit: AuditReport
        }
        var functions: [Function]
        var diagnostics: [Diagnostic]
    }

    func result(on console: CommandConsole) -> CommandResult {
        let diagnostics = packaged.flatMap { packaged in
            packaged.audit.findings.map { named($0, packaged.function) }
        }
        let isRefused = packaged.contains { $0.outcome == .refused }
        return CommandResult(
            status: isRefused ? .unsatisfied : .success, text: text(on: console),
            payload: Payload(functions: packaged.map(payload), diagnostics: diagnostics), diagnostics: diagnostics)
    }

    /// Tells which of several functions a finding is about.
    private func named(_ finding: Diagnostic, _ function: LambdaFunction) -> Diagnostic {
        guard packaged.count > 1 else { return finding }
        var finding = finding
        let architectures = Set(packaged.map(\.function.architecture))
        let name = architectures.count > 1 ? "\(function.name) for \(function.architecture)" : function.name
        finding.summary = "\(name): \(finding.summary)"
        return finding
    }

    private func text(on console: CommandConsole) -> String {
        var table = Table([
            Table.Column("FUNCTION"), Table.Column("ARCH"), Table.Column("ARCHIVE"),
            Table.Column("ZIPPED", alignment: .right), Table.Column("UNZIPPED", alignment: .right),
            Table.Column("PATH"),
        ])
        table.rows = packaged.map { packaged in
            let archive = packaged.manifest?.archive
            return [
                packaged.function.name, packaged.function.architecture.rawValue, packaged.outcome.rawValue,
                archive.map { formatted(bytes: Int(clamping: $0.sizeBytes)) } ?? "-",
                archive.map { formatted(bytes: Int(clamping: $0.unzippedSizeBytes)) } ?? "-",
                archive.map { printable(packaged.directory.appending($0.file).shown(from: base)) } ?? "-",
            ]
        }
        return table.rendered(traits: console.outputTraits, styles: console.outputStyles)
    }

    private func payload(_ packaged: PackagedFunction) -> Payload.Function {
        let archive = packaged.manifest?.archive
        return Payload.Function(
            function: packaged.function.name, architecture: packaged.function.architecture,
            outcome: packaged.outcome, archive: archive.map { packaged.directory.appending($0.file).string },
            manifest: archive.map { _ in packaged.directory.appending(OutputLayout.manifestName).string },
            sizeBytes: archive?.sizeBytes, unzippedSizeBytes: archive?.unzippedSizeBytes, sha256: archive?.sha256,
            sourceCodeHash: archive?.sourceCodeHash, contentDigest: archive?.contentDigest, audit: packaged.audit)
    }
}
