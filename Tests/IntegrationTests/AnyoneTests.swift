import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// What depends on who runs it: an ordinary user, root, or root without capabilities, in friendly and in hostile
/// environments. `scripts/test` runs this suite as each of them, and takes its name for a filter.
extension ToolTests {
    @Suite(.serialized) struct AnyoneTests {
        /// A function as `init` makes it, packaged; every command takes it from there.
        private struct Packaged: Sendable {
            let scratch: ScratchDirectory
            let package: FilePath
            /// No other run has the name: without isolation, the function's file in `/tmp` is the machine's.
            let name = "anyone-" + String(UInt32.random(in: .min ... .max), radix: 36)

            static let made = Task { try await Packaged() }

            private init() async throws {
                // SwiftPM cannot build where a path has a quotation mark.
                scratch = try ScratchDirectory(isPlain: true)
                let made = try await BuiltTool.run(
                    ["init", name, "--region", "eu-west-1", "--format", "json"], in: scratch.path)
                try #require(made.status == 0, "\(made.error)")
                package = scratch.appending(name)
                let result = try await BuiltTool.run(["package", "--format", "json"], in: package)
                try #require(result.status == 0, "\(result.error)")
            }

            func tidy() throws {
                let log = FilePath("/tmp/\(name).log")
                if try scratch.files.status(of: log, followingLinks: false) != nil { try scratch.files.remove(log) }
            }
        }

        private func run(_ arguments: [String]) async throws -> ToolResult {
            let packaged = try await Packaged.made.value
            let result = try await BuiltTool.run(arguments, in: packaged.package)
            try packaged.tidy()
            return result
        }

        @Test func whatInitMakesIsPackagedAndPassesInspection() async throws {
            let name = try await Packaged.made.value.name
            let archive = ".build/swiftlambda/\(name)/\(try BuiltTool.architecture)/function.zip"
            let result = try await run(["inspect", archive, "--format", "json"])
            #expect(result.status == 0, "\(result.error)")
            #expect(try result.diagnosticIdentifiers == [])
        }

        @Test func aBuildThatIsRepeatedGivesTheSameArchive() async throws {
            let again = try await run(["package", "--format", "json"])
            #expect(again.status == 0, "\(again.error)")
            let functions = try #require(try again.json["functions"] as? [[String: Any]])
            #expect(functions.first?["outcome"] as? String == "unchanged")
        }

        @Test(arguments: ["auto", "full", "none"]) func anEventIsAnswered(isolation: String) async throws {
            let result = try await run(["invoke", "--event", #"{"n": 1}"#, "--isolation", isolation])
            guard try await isPossible(isolation) else {
                // Root without capabilities may not map itself into a user namespace.
                #expect(result.status != 0 && result.error.contains("isolation"), "\(result.error)")
                return
            }
            #expect(result.status == 0, "\(result.error)")
            #expect(result.error.contains("START RequestId: "))
            #expect(!result.output.isEmpty)
        }

        @Test(arguments: ["auto", "full", "none"]) func aRunningFunctionAnswersAndEnds(isolation: String) async throws {
            guard try await isPossible(isolation) else { return }
            let packaged = try await Packaged.made.value
            let tool = try RunningTool(["run", "--isolation", isolation], in: packaged.package)
            try await tool.wait(for: "Ctrl-C ends it")
            let line = try #require(tool.error.split(separator: "\n").first { $0.hasPrefix("Running ") })
            let word = try #require(line.split(separator: " ").first { $0.hasPrefix("http://") })
            let url = word.hasSuffix(";") ? String(word.dropLast()) : String(word)
            let result = try await run(["invoke", "--event", "{}", "--url", url])
            #expect(result.status == 0, "\(result.error)\n\(tool.error)")
            #expect(!tool.error.contains("crashed"))
            try tool.send(SIGTERM)
            #expect(try await tool.status == 143)
            try packaged.tidy()
        }

        @Test func aShutdownIsRehearsed() async throws {
            let result = try await run(["rehearse", "--format", "json"])
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output.contains(#""graceful""#))
        }

        @Test func terraformIsWritten() async throws {
            #expect(try await run(["terraform", "--format", "json"]).status == 0)
            #expect(try await run(["terraform", "--check"]).status == 0)
        }

        @Test func anSDKThatCannotBeDownloadedIsAnErrorAndLeavesNothing() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let result = try await BuiltTool.run(
                ["sdk", "make", "--from", "debian", "--mirror", "http://127.0.0.1:1", "--output", "sdks"],
                in: scratch.path, environment: ["XDG_CACHE_HOME": scratch.appending("cache").string])
            #expect(result.status != 0)
            #expect(result.error.contains("error: "), "\(result.error)")
            #expect(try !scratch.files.names(in: scratch.path).contains("sdks"))
        }

        @Test func noSDKIsFoundThatTheTestsDidNotBring() async throws {
            let result = try await run(["sdk", "list", "--format", "json"])
            #expect(result.status == 0, "\(result.error)")
            #expect((try result.json["sdks"] as? [Any])?.isEmpty == true)
        }

        /// Whether whoever runs this may have an isolation.
        private func isPossible(_ isolation: String) async throws -> Bool {
            guard isolation == "full" else { return true }
            for options in [["--user", "--map-root-user", "--mount"], ["--mount"]]
            where try await runTool("unshare", options + ["true"]).status == 0 {
                return true
            }
            return false
        }
    }
}
