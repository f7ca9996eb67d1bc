import Console
import Host
import Model
import Scaffolding
import SystemPackage

/// A new package, as text and as JSON.
struct InitReport {
    let plan: PackagePlan
    let files: [String]
    let directory: FilePath
    /// What is to be set up for continuous integration, if the package has it.
    var ci: CISetup?

    private struct Payload: Encodable, Sendable {
        var directory: String
        var template: Template
        var function: String
        var product: String
        var architecture: Architecture
        var regions: [String]
        var files: [String]
        var nextCommands: [String]
        var diagnostics: [Diagnostic]
    }

    func result(base: FilePath) -> CommandResult {
        let place = directory.shown(from: base)
        let commands =
            (place == "." ? [] : ["cd \(shellQuoted(path: place))"])
            + ["swift test", "swiftlambda package", "swiftlambda rehearse"]
        let setup = ci.map { [$0.note] + $0.warnings } ?? []
        let note = Diagnostic(
            .note, "init.created",
            "\(plan.names.function) is the product \(plan.names.module), from the template \(plan.template.rawValue)",
            hints: commands)
        let prefix = place == "." ? "" : place + (place.hasSuffix("/") ? "" : "/")
        return CommandResult(
            text: files.map { printable(prefix + $0) + "\n" }.joined(),
            payload: Payload(
                directory: directory.string, template: plan.template, function: plan.names.function,
                product: plan.names.module, architecture: plan.architecture, regions: plan.regions.map(\.name),
                files: files, nextCommands: commands + (ci?.commands ?? []), diagnostics: [note] + setup),
            diagnostics: [note] + setup)
    }
}
