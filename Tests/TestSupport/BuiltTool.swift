import Foundation
import Host
package import Model
package import SystemPackage
import Testing

/// The `swiftlambda` that was built with these tests.
package enum BuiltTool {
    /// The package's root.
    package static let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent()

    /// Where it is.
    package static var path: FilePath {
        // Test bundle and programs are built into one directory.
        FilePath(ProcessInfo.processInfo.arguments[0]).removingLastComponent().appending("swiftlambda")
    }

    /// The architecture that archives are made for where nothing else is asked for.
    package static var architecture: Architecture {
        get throws { try #require(Architecture.current, "Lambda does not run this machine's architecture") }
    }

    /// The other one, which this machine's own toolchain does not build for.
    package static var foreignArchitecture: Architecture {
        get throws { try architecture == .arm64 ? .x86_64 : .arm64 }
    }

    /// Runs the tool in a directory.
    package static func run(
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
