import Console
import LinkAudit
import Model
import Packaging
import SystemPackage

/// The result of packaging, as text and as JSON.
struct PackageReport {
    /// The most functions that a finding names.
    private static let mostNamed = 6

    /// The functions that were packaged, refused ones too.
    let packaged: [PackagedFunction]
    private let warnings: [Diagnostic]
    private let hasRegions: Bool
    private let base: FilePath
    /// The comparison with a second build in another directory, if there was one.
    var verification: VerificationReport?

    /// - Parameters:
    ///   - warnings: what to report besides the findings of the audit.
    ///   - hasRegions: whether the project names a region.
    init(_ packaged: [PackagedFunction], warnings: [Diagnostic], hasRegions: Bool, base: FilePath) {
        self.packaged = packaged
        self.warnings = warnings
        self.hasRegions = hasRegions
        self.base = base
    }

    private struct Payload: Encodable, Sendable {
        struct Function: Encodable, Sendable {
            var function: String
            var architecture: Architecture
            var outcome: PackagedFunction.Outcome
            var archive: String?
            var manifest: String?
            var softwareBill: String?
            var provenance: String?
            var sizeBytes: Int64?
            var unzippedSizeBytes: Int64?
            var sha256: String?
            var sourceCodeHash: String?
            var contentDigest: String?
            var audit: AuditReport
            var verification: VerificationReport.Payload?
        }
        var functions: [Function]
        var diagnostics: [Diagnostic]
    }

    /// The findings of the audits, and what else there is to say.
    var diagnostics: [Diagnostic] {
        findings + (verification?.diagnostics ?? []) + unique(packaged.flatMap(\.notes)) + warnings
    }

    func result(on console: CommandConsole) -> CommandResult {
        let diagnostics = diagnostics
        return CommandResult(
            status: diagnostics.hasErrors ? .unsatisfied : .success, text: text(on: console),
            payload: Payload(functions: packaged.map(payload), diagnostics: diagnostics), diagnostics: diagnostics)
    }

    /// The findings of the audits, each once, with the names of its functions.
    private var findings: [Diagnostic] {
        var found: [(finding: Diagnostic, names: [String])] = []
        var places: [Diagnostic: Int] = [:]
        for packaged in packaged {
            for finding in packaged.audit.findings {
                if let place = places[finding] {
                    found[place].names.append(name(of: packaged.function))
                } else {
                    places[finding] = found.count
                    found.append((finding, [name(of: packaged.function)]))
                }
            }
        }
        guard packaged.count > 1 else { return found.map(\.finding) }
        return found.map { finding, names in
            var finding = finding
            finding.summary = "\(listing(names)): \(finding.summary)"
            return finding
        }
    }

    /// A function's name, with its architecture if there are several.
    private func name(of function: LambdaFunction) -> String {
        let architectures = Set(packaged.map(\.function.architecture))
        return architectures.count > 1 ? "\(function.name) for \(function.architecture)" : function.name
    }

    private func listing(_ names: [String]) -> String {
        if names.count == packaged.count, names.count > Self.mostNamed { return "all \(names.count) functions" }
        let rest = names.count - Self.mostNamed
        return names.prefix(Self.mostNamed).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private func unique(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { seen.insert($0).inserted }
    }

    private func text(on console: CommandConsole) -> String {
        var table = Table([
            Table.Column("FUNCTION"), Table.Column("ARCH"), Table.Column("ARCHIVE"),
            Table.Column("ZIPPED", alignment: .right), Table.Column("UNZIPPED", alignment: .right),
            Table.Column("PATH", isFlexible: true),
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
        return table.rendered(traits: console.outputTraits, styles: console.outputStyles) + nextStep
    }

    /// The next step, if every function was packaged.
    private var nextStep: String {
        guard packaged.allSatisfy({ $0.outcome != .refused }), !packaged.isEmpty else { return "" }
        let canRun = packaged.allSatisfy { $0.function.architecture == .current }
        return "\nNext: \(canRun ? NextStep.rehearse : NextStep.terraform(hasRegions: hasRegions))\n"
    }

    private func payload(_ packaged: PackagedFunction) -> Payload.Function {
        let archive = packaged.manifest?.archive
        return Payload.Function(
            function: packaged.function.name, architecture: packaged.function.architecture,
            outcome: packaged.outcome, archive: archive.map { packaged.directory.appending($0.file).string },
            manifest: archive.map { _ in packaged.directory.appending(OutputLayout.manifestName).string },
            softwareBill: packaged.softwareBill?.string, provenance: packaged.provenance?.string,
            sizeBytes: archive?.sizeBytes, unzippedSizeBytes: archive?.unzippedSizeBytes, sha256: archive?.sha256,
            sourceCodeHash: archive?.sourceCodeHash, contentDigest: archive?.contentDigest, audit: packaged.audit,
            verification: verification?.payload(
                of: packaged.function.name, for: packaged.function.architecture))
    }
}
