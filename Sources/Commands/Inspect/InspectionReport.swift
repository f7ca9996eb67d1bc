import Console
import LinkAudit
import Model
import Packaging

/// An inspection as text.
struct InspectionReport {
    /// The most columns of a name, even if the output is not a terminal: hostile names have tens of thousands.
    private static let longestName = 200

    private let inspection: Inspection
    private let rows: Int

    init(_ inspection: Inspection, rows: Int) {
        self.inspection = inspection
        self.rows = rows
    }

    func rendered(on console: CommandConsole) -> String {
        let entries = inspection.entries.map { ($0.path, UInt64(max(0, $0.compressedSizeBytes))) }
        var blocks = [summary(console), table("ENTRY", entries, "ZIPPED", console)]
        if let binary = inspection.binary {
            let sections = binary.sections.map { ($0.name, $0.sizeBytes) }
            let modules = binary.modules.map { ($0.name, $0.sizeBytes) }
            blocks.append(table("SECTION OF \(printable(binary.path))", sections, "SIZE", console))
            blocks.append(table("MODULE", modules, "SYMBOLS", console))
            if modules.isEmpty {
                blocks.append("To see modules, package with --symbols: sizes by module come from symbols.\n")
            }
        }
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func summary(_ console: CommandConsole) -> String {
        let size = formatted(bytes: Int(inspection.sizeBytes))
        var lines = [console.outputStyles.apply(.strong, to: printable(inspection.path))]
        if let unzipped = inspection.unzippedSizeBytes {
            lines.append(
                "\(size) zipped, \(formatted(bytes: Int(clamping: unzipped))) unzipped, "
                    + counted(inspection.entries.count, "entry", plural: "entries"))
        } else {
            lines.append("\(size), ELF")
        }
        if let architecture = inspection.architecture {
            let needs = inspection.requirements.map { "\($0.name) \($0.needed) of \($0.available)" }
            lines.append(
                "\(architecture) for \(inspection.runtime)"
                    + (inspection.binary?.isStaticallyLinked == true ? ", statically linked" : "")
                    + (needs.isEmpty ? "" : ", needs " + needs.joined(separator: ", ")))
        }
        if let library = inspection.cLibrary { lines.append(Self.line(library)) }
        if let bill = inspection.softwareBill { lines.append(ShippedText.line(bill)) }
        if let provenance = inspection.provenance { lines.append(ShippedText.line(provenance)) }
        lines.append(
            inspection.diagnostics.hasErrors
                ? inspection.consequences.map(Self.sentence).joined(separator: " ")
                : inspection.diagnostics.contains { $0.severity == .warning }
                    ? "It would start; see the warnings." : "No problems found.")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func line(_ library: LibcInfo) -> String {
        let build = library.build.map { " (\($0))" } ?? ""
        return switch library.origin {
        case .archive: "C library: the archive's own, \(library.name ?? "of an unknown version")\(build)"
        case .runtime: "C library: the runtime's, \(library.name ?? "of an unknown version")"
        case .program: "C library: part of the program"
        }
    }

    private static func sentence(_ consequence: AuditConsequence) -> String {
        switch consequence {
        case .notDeployed: "Lambda could not deploy it."
        case .ambiguous: "Its content depends on who unzips it."
        case .notStarted: "It would not start."
        case .failsLater: "It would start, and fail later."
        }
    }

    private func table(
        _ title: String, _ parts: [(name: String, bytes: UInt64)], _ sizeTitle: String, _ console: CommandConsole
    ) -> String {
        let total = parts.reduce(0) { $0 + Double($1.bytes) }
        guard total > 0 else { return "" }
        var table = Table([
            Table.Column(title, isFlexible: true), Table.Column(sizeTitle, alignment: .right),
            Table.Column("SHARE", alignment: .right), Table.Column("", isDecoration: true),
        ])
        for part in parts.prefix(rows) {
            table.rows.append(row(part.name, part.bytes, of: total, console))
        }
        let rest = parts.dropFirst(rows)
        if !rest.isEmpty {
            let bytes = rest.reduce(UInt64(0)) { $0 &+ $1.bytes }
            table.rows.append(row("(\(rest.count) more)", bytes, of: total, console))
        }
        return table.rendered(traits: console.outputTraits, styles: console.outputStyles)
    }

    private func row(_ name: String, _ bytes: UInt64, of total: Double, _ console: CommandConsole) -> [String] {
        let share = Double(bytes) / total
        return [
            printable(name).truncatedAtFront(
                toWidth: Self.longestName, mark: console.outputTraits.allowsUnicode ? "…" : "..."),
            formatted(bytes: Int(clamping: bytes)), "\(DecimalText.of(share * 100, decimals: 1)) %",
            bar(share: share, width: 24, allowsUnicode: console.outputTraits.allowsUnicode),
        ]
    }
}
