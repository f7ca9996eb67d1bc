import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// The golden files of pipelines, read by others: linters, schemas of the services, and shells.
    @Suite struct PipelineLintTests {
        private static let names = ["new", "staged", "both", "single"]

        private static func file(_ service: String, _ name: String) -> FilePath {
            BuiltTool.root.appending("Tests").appending("ScaffoldingTests").appending("Golden")
                .appending("\(service)-\(name).yml")
        }

        @Test(
            .requires(program: "check-jsonschema"),
            arguments: [("github", "github-workflows"), ("gitlab", "gitlab-ci")])
        func schema(service: String, schema: String) async throws {
            let files = Self.names.map { Self.file(service, $0).string }
            let result = try await runTool("check-jsonschema", ["--builtin-schema", "vendor.\(schema)"] + files)
            #expect(result.status == 0, "\(result.output)\(result.error)")
        }

        /// It also gives each script to shellcheck.
        @Test(.requires(program: "actionlint"), .requires(program: "shellcheck"), arguments: names)
        func actionlint(name: String) async throws {
            let result = try await runTool("actionlint", ["-no-color", Self.file("github", name).string])
            #expect(result.status == 0, "\(result.output)\(result.error)")
        }

        @Test(.requires(program: "bash"), .requires(program: "shellcheck"), arguments: ["github", "gitlab"], names)
        func shell(service: String, name: String) async throws {
            let scratch = try ScratchDirectory()
            let scripts = try await Pipeline(Self.file(service, name)).scripts
            #expect(scripts.count >= 6)
            for (place, script) in scripts {
                let file = try scratch.write("#!/bin/bash\nset -eo pipefail\n" + script + "\n", to: "script")
                let syntax = try await runTool("bash", ["-n", file.string])
                #expect(syntax.status == 0, "\(place): \(syntax.error)")
                // Variables come from the environment, or from a script before it.
                let lint = try await runTool("shellcheck", ["--exclude=SC2034,SC2153,SC2154", file.string])
                #expect(lint.status == 0, "\(place): \(lint.output)")
            }
        }
    }
}
