import Foundation
import Host
import Model
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

    /// The architecture that archives are made for where nothing else is asked for.
    static var architecture: Architecture {
        get throws { try #require(Architecture.current, "Lambda does not run this machine's architecture") }
    }

    /// The other one, which this machine's own toolchain does not build for.
    static var foreignArchitecture: Architecture {
        get throws { try architecture == .arm64 ? .x86_64 : .arm64 }
    }

    /// Runs the tool in a directory.
    static func run(
        _ arguments: [String],
        in directory: FilePath,
        environment: [String: String?] = [:],
        timeLimit: Duration = .seconds(300)
    ) async throws -> ToolResult {
        let result = try await runTool(
            path.string, arguments, in: directory, environment: environment, timeLimit: timeLimit)
        #expect(try ResultSchema.faults(in: result.output, of: arguments) == [], "docs/reference/results")
        #expect(try ResultSchema.faults(inManifestsOf: result.output, of: arguments) == [], "docs/reference/results")
        return result
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

/// Runs another program, and fails the test where it fails.
@discardableResult
func succeeding(
    _ executable: String, _ arguments: [String], in directory: FilePath? = nil, environment: [String: String?] = [:]
) async throws -> String {
    let result = try await runTool(executable, arguments, in: directory, environment: environment)
    try #require(result.status == 0, "\(executable) \(arguments): \(result.error)")
    return result.output
}

/// Runs a Python program with arguments, and gives what it printed.
func python(_ program: String, _ arguments: [String]) async throws -> String {
    try await succeeding("python3", ["-c", program] + arguments)
}
