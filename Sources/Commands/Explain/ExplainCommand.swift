import ArgumentParser
import Console
import Explanations
import Host
import Model

/// `swiftlambda explain`: the meaning of a diagnostic and its fix.
struct ExplainCommand: ImmediateCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a diagnostic, or list all of them.",
        discussion: """
            Explains what happened, why it matters on Lambda, and what to do. Without an identifier, lists all \
            diagnostics; with only the part before the dot, those of that family. JSON results have the identifier of \
            each diagnostic. Examples:

              swiftlambda explain elf.glibc-too-new
              swiftlambda explain terraform
            """)

    @Argument(help: "An identifier such as elf.glibc-too-new, or a family such as elf.")
    var identifier: String?

    @Flag(help: "List the identifiers with their meanings.")
    var list = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if list, identifier?.contains(".") == true {
            throw ValidationError("--list lists all identifiers or those of a family; omit the identifier.")
        }
    }

    func execute(on host: Host, console: CommandConsole) throws -> CommandResult {
        let pages = DiagnosticPages.bundled()
        guard let identifier else { return Self.listing(pages.pages, console) }
        if !list, let page = pages[identifier] {
            let text = PageText(styles: console.outputStyles, columns: console.outputTraits.columns)
            return CommandResult(text: text.rendered(page), payload: DiagnosticPagePayload(page))
        }
        let family = pages.family(identifier)
        guard !family.isEmpty else {
            throw UnknownDiagnostic(identifier: identifier, nearest: pages.nearest(to: identifier))
        }
        return Self.listing(family, console)
    }

    private static func listing(_ pages: [DiagnosticPage], _ console: CommandConsole) -> CommandResult {
        var table = Table([Table.Column("IDENTIFIER"), Table.Column("SEVERITY"), Table.Column("MEANING")])
        table.rows = pages.map { page in
            [page.identifier, page.severities.map(\.rawValue).joined(separator: ", "), page.meaning]
        }
        return CommandResult(
            text: table.rendered(traits: console.outputTraits, styles: console.outputStyles),
            payload: DiagnosticListingPayload(
                identifiers: pages.map { DiagnosticListingPayload.Row($0) }))
    }
}

/// An identifier without a page.
struct UnknownDiagnostic: DiagnosedError, Hashable {
    /// The unknown identifier.
    var identifier: String
    /// Similar identifiers.
    var nearest: [String]

    var diagnostics: [Diagnostic] {
        [
            .error(
                "usage.unknown-diagnostic", "no diagnostic has the identifier '\(printable(identifier))'",
                hints: (nearest.isEmpty ? [] : ["did you mean \(nearest.joined(separator: ", "))?"])
                    + ["list them all: swiftlambda explain"])
        ]
    }

    var exitStatus: Model.ExitStatus { .usage }
}
