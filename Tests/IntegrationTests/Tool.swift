import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// The `swiftlambda` that was built with these tests.
enum BuiltTool {
    /// The package's root.
    static let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

    static var path: FilePath {
        // Test bundle and programs are built into one directory.
        FilePath(ProcessInfo.processInfo.arguments[0]).removingLastComponent().appending("swiftlambda")
    }

    /// Variables of the test's own run that would change what the tool does.
    static let cleared: [String: String?] = ["CI": nil, "NO_COLOR": nil]

    /// Runs the tool in a directory.
    static func run(
        _ arguments: [String],
        in directory: FilePath,
        environment: [String: String?] = [:],
        timeLimit: Duration = .seconds(300)
    ) async throws -> ToolResult {
        try await runTool(
            path.string, arguments, in: directory, environment: cleared.merging(environment) { $1 },
            timeLimit: timeLimit)
    }
}

extension ToolResult {
    /// Standard output as a JSON object.
    var json: [String: Any] {
        get throws {
            let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
            return try #require(object as? [String: Any])
        }
    }

    /// The identifiers of the diagnostics in the JSON on standard output.
    var diagnosticIdentifiers: [String] {
        get throws {
            let diagnostics = try #require(try json["diagnostics"] as? [[String: Any]])
            return diagnostics.compactMap { $0["identifier"] as? String }
        }
    }
}

extension ScratchDirectory {
    /// Copies a directory of this repository, without what builds leave in it.
    func copyTree(_ source: FilePath, to name: String) async throws -> FilePath {
        let destination = appending(name)
        try files.makeDirectory(destination)
        for child in try files.names(in: source) where child != ".build" && child != "terraform" {
            let result = try await runTool("cp", ["-R", source.appending(child).string, destination.string])
            try #require(result.status == 0, "\(result.error)")
        }
        return destination
    }

    /// Writes a package whose executables print their names.
    func writePackage(named name: String, executables: [String], extraTargets: String = "") throws -> FilePath {
        let targets = executables.map { ".executableTarget(name: \"\($0)\")" }.joined(separator: ",\n        ")
        try write(
            """
            // swift-tools-version: 6.0
            import PackageDescription

            let package = Package(
                name: "\(name)",
                targets: [
                    \(targets)\(extraTargets)
                ]
            )
            """, to: "\(name)/Package.swift")
        for executable in executables {
            try write("print(\"\(executable)\")\n", to: "\(name)/Sources/\(executable)/main.swift")
        }
        return appending(name)
    }
}
