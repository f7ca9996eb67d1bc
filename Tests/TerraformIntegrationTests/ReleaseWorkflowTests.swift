import Foundation
import Insights
import Model
import SystemPackage
import TestSupport
import Testing

private let layers: [String] = ["eu-west-1"].compactMap { name in
    guard let region = Region(name), let architecture = Architecture.current else { return nil }
    return try? LayerCatalogue.bundled().layer(in: region, for: architecture).arn
}

/// The scripts that release in the workflow of `init --ci github`, with everything real but AWS.
///
/// Those for GitLab have the same commands.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: layers))
struct ReleaseWorkflowTests {
    /// The scripts of jobs that call `swiftlambda` to plan and release.
    private func scripts() async throws -> [String: String] {
        let file = BuiltTool.root.appending(FilePath("Tests/ScaffoldingTests/Golden/github-staged.yml").components)
        let result = try await runTool(
            "python3",
            [
                "-c",
                """
                import json, re, sys, yaml
                release = re.compile(r"swiftlambda (deploy|promote|rollback|versions)")
                scripts = {}
                for name, job in yaml.safe_load(open(sys.argv[1]))["jobs"].items():
                    parts = [step.get("run", "") for step in job["steps"]]
                    scripts[name] = "\\n".join(part for part in parts if release.search(part))
                print(json.dumps(scripts))
                """, file.string,
            ])
        try #require(result.status == 0, "\(result.error)")
        return try JSONDecoder().decode([String: String].self, from: Data(result.output.utf8))
    }

    @Test func releases() async throws {
        let project = try await ReleasedProject()
        let scripts = try await scripts()
        func run(_ job: String, _ variables: [String: String] = [:]) async throws -> ToolResult {
            try await project.shell(
                try #require(scripts[job]), environment: ["FUNCTIONS": "", "VERSION": ""].merging(variables) { $1 })
        }
        let unpackaged = try await run("deploy")
        #expect(unpackaged.status == 65 && unpackaged.error.contains("not packaged yet: greeter"))

        #expect(try await project.run(["package"]).status == 0)
        let plan = try await run("plan")
        #expect(plan.status == 0 && plan.output.contains("new function"), "\(plan.output)\(plan.error)")
        #expect(try await project.keys().isEmpty)
        let deployed = try await run("deploy")
        #expect(deployed.status == 0, "\(deployed.error)")
        // Its last command shows what serves.
        #expect(deployed.output.contains("live 100 %"))
        let planned = try await run("plan")
        #expect(planned.output.contains("staging in eu-west-1: nothing to change"))
        #expect(try await run("promote").status == 0)
        #expect(try await project.serving("prod") == ["1": 100])

        try project.changeCode("changed")
        #expect(try await project.run(["package"]).status == 0)
        #expect(try await run("deploy").status == 0)
        #expect(try await project.serving("staging") == ["2": 100])
        let back = try await run("rollback", ["STAGE": "staging"])
        #expect(back.status == 0, "\(back.error)")
        #expect(try await project.serving("staging") == ["1": 100])
        let chosen = try await run("rollback", ["STAGE": "staging", "FUNCTIONS": "greeter", "VERSION": "2"])
        #expect(chosen.status == 0, "\(chosen.error)")
        #expect(try await project.serving("staging") == ["2": 100])
        let nowhere = try await run("rollback", ["STAGE": "prod"])
        #expect(nowhere.status != 0)
    }
}
