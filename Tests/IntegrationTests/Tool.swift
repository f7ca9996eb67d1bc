import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

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
