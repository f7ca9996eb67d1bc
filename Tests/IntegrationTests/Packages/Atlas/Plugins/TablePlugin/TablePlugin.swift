import Foundation
import PackagePlugin

/// Generates `Table.swift` from a target's `codes.txt`.
@main
struct TablePlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let input = target.directoryURL.appending(path: "codes.txt")
        let output = context.pluginWorkDirectoryURL.appending(path: "Table.swift")
        return [
            .buildCommand(
                displayName: "Generating the table of \(target.name)",
                executable: try context.tool(named: "TableGenerator").url,
                arguments: [input.path(percentEncoded: false), output.path(percentEncoded: false)],
                inputFiles: [input], outputFiles: [output])
        ]
    }
}
