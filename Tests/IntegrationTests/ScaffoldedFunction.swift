import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// A package that `init` has made, built, tested and packaged in a directory with spaces.
struct ScaffoldedFunction: Sendable {
    let scratch: ScratchDirectory
    /// The package's directory.
    let package: FilePath
    /// The archive, unpacked.
    let task: FilePath
    let manifest: ManifestOnDisk
    /// The commands that 'init' names as the next ones.
    let nextCommands: [String]

    init(_ name: String, template: String, packageOptions: [String] = []) async throws {
        // SwiftPM cannot build where a path has a quotation mark.
        scratch = try ScratchDirectory(isPlain: true)
        let directory = scratch.appending("my functions")
        try scratch.files.makeDirectory(directory)
        package = directory.appending(name)
        task = scratch.appending("task")
        let made = try await BuiltTool.run(["init", name, "--template", template, "--format", "json"], in: directory)
        try #require(made.status == 0, "\(made.error)")
        nextCommands = try #require(try made.json["nextCommands"] as? [String])

        let tests = try await runTool(
            "swift", ["test"], in: package, environment: ["SWIFTLAMBDA_KEEP_SCRATCH": nil], timeLimit: .seconds(600))
        try #require(tests.status == 0, "\(tests.output)\(tests.error)")
        #expect(tests.output.contains("Test run with 2 tests"), "\(tests.output)\(tests.error)")
        #expect(!(tests.output + tests.error).contains("warning:"), "\(tests.output)\(tests.error)")

        let result = try await BuiltTool.run(
            ["package", "--format", "json"] + packageOptions, in: package, timeLimit: .seconds(600))
        try #require(result.status == 0, "\(result.error)")
        let outputs = try FunctionOutputs(
            of: name, in: package.appending(".build").appending("swiftlambda"), files: scratch.files)
        manifest = try outputs.manifest
        try await succeeding("unzip", ["-q", outputs.archive.string, "-d", task.string])
    }

    /// Starts the function as the archive has it, with the archive's libraries.
    func start(_ api: RuntimeAPIStandIn, environment: [String: String] = [:]) throws -> RunningTool {
        var variables: [String: String?] = [
            "AWS_LAMBDA_RUNTIME_API": api.address, "LD_LIBRARY_PATH": task.appending("lib").string, "HOME": nil,
        ]
        for (name, value) in environment { variables[name] = value }
        return try RunningTool(program: task.appending("bootstrap"), in: task, environment: variables)
    }
}
