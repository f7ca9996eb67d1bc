import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What scripts rely on, whatever the command.
    @Suite struct CommandLineTests {
        /// Command lines and the statuses they end with.
        private static let calls: [(line: String, status: Int32)] = [
            ("package", 0),
            ("package nothing", 64),
            ("terraform --output ../json", 0),
            ("terraform --output ../json --check", 0),
            ("terraform --output ../none --check", 1),
            ("terraform --region nowhere", 64),
            ("inspect ARCHIVE", 0),
            ("inspect BOOTSTRAP", 0),
            ("inspect ARCHIVE --runtime provided.al2", 1),
            ("inspect nothing.zip", 65),
            ("insights list", 0),
            ("insights arn --region eu-west-1 --arch arm64", 0),
            ("insights arn --region us-iso-east-1 --arch x86_64", 65),
            ("insights arn", 64),
        ]

        /// JSON is one object with its version, and nothing else is on standard output.
        @Test(arguments: calls)
        func json(call: (line: String, status: Int32)) async throws {
            let greeter = try await Fixtures.greeter
            let paths = [
                "ARCHIVE": try greeter.outputs().archive.string,
                "BOOTSTRAP": greeter.package.appending(".build/swiftlambda/.scratch/stripped/greeter").string
                    + "/\(try BuiltTool.architecture)/bootstrap",
            ]
            let arguments = call.line.split(separator: " ").map { paths[String($0)] ?? String($0) }
            let result = try await greeter.run(arguments + ["--format", "json"])
            #expect(result.status == call.status)
            #expect(try result.json["formatVersion"] as? Int == 1)
            // Of all commands only the list has nothing to find.
            if call.line != "insights list" {
                #expect(try result.diagnosticIdentifiers.isEmpty == !result.error.contains(": "))
            }
            if call.status != 0 { #expect(try !result.diagnosticIdentifiers.isEmpty) }
            #expect(!result.error.contains("\u{1B}") && !result.output.contains("\u{1B}"))
            #expect(result.output.hasSuffix("}\n"))
        }

        /// Help can be read in any width.
        @Test(arguments: ["1", "20", "26", "40", "0", "-5", "wide"])
        func narrowHelp(columns: String) async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            for arguments in [["--help"], ["package", "--help"], ["package", "--nope"]] {
                let result = try await BuiltTool.run(arguments, in: scratch.path, environment: ["COLUMNS": columns])
                #expect(result.status == (arguments.last == "--nope" ? 64 : 0), "\(result.error)")
                #expect((result.output + result.error).contains("USAGE: ") || arguments.last == "--nope")
            }
        }

        /// Piped text has no escape sequences and no live progress.
        @Test func plainText() async throws {
            let greeter = try await Fixtures.greeter
            for arguments in [["package"], ["inspect", try greeter.outputs().archive.string], ["insights", "list"]] {
                let result = try await greeter.run(arguments)
                #expect(result.status == 0)
                #expect(!result.output.isEmpty)
                #expect(!(result.output + result.error).contains { $0 == "\u{1B}" || $0 == "\r" })
            }
        }

        /// inspect shows where the bytes of its argument are.
        @Test func inspecting() async throws {
            let greeter = try await Fixtures.greeter
            let archive = try await greeter.run(["inspect", try greeter.outputs().archive.string])
            for text in ["bootstrap", "Assets/greeting.txt", ".text", "2 entries", "No problems found."] {
                #expect(archive.output.contains(text))
            }
            let binary = try await greeter.run([
                "inspect", ".build/swiftlambda/.scratch/native/release/Greeter", "--format", "json",
            ])
            let parts = try #require(try binary.json["binary"] as? [String: Any])
            let modules = try #require(parts["modules"] as? [[String: Any]])
            #expect(modules.contains { ($0["name"] as? String)?.contains("RuntimeAPI") == true })
            let sizes = modules.compactMap { $0["sizeBytes"] as? Int }
            #expect(sizes.count == modules.count && sizes == sizes.sorted(by: >))
        }

        /// Help has an example for every command.
        @Test(
            arguments: [
                [], ["package"], ["inspect"], ["insights"], ["insights", "arn"], ["insights", "list"], ["terraform"],
            ])
        func help(command: [String]) async throws {
            let result = try await BuiltTool.run(command + ["--help"], in: "/")
            #expect(result.status == 0 && result.error.isEmpty)
            #expect(result.output.contains("\n  swiftlambda "))
        }

        /// The version is printed alone.
        @Test func version() async throws {
            let result = try await BuiltTool.run(["--version"], in: "/")
            #expect(result.status == 0)
            #expect(result.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
        }

        /// A closed pipe is not an error.
        @Test func closedPipe() async throws {
            let result = try await runTool(
                "bash", ["-c", "set -o pipefail; \"$0\" insights list | head -n 1", BuiltTool.path.string])
            #expect(result.status == 0)
            #expect(result.output.hasPrefix("REGION"))
            #expect(result.error.isEmpty)
        }
    }
}
