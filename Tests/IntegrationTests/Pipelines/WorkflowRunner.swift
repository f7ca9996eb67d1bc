import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// Runs jobs of a workflow as GitHub's runners do, as far as their shell scripts can tell.
///
/// What actions would do that others wrote is done here, and noted.
struct WorkflowRunner {
    /// A step that was run.
    struct Step {
        var name: String
        var status: Int32
        var log: String
    }

    /// A job that was run.
    struct Job {
        var steps: [Step] = []
        /// The actions of others, without their commits.
        var actions: [String] = []
        /// What the job said for the page of its run.
        var summary = ""

        /// The names of the steps that failed.
        var failures: [String] { steps.filter { $0.status != 0 }.map(\.name) }
    }

    /// The repository and the programs.
    let fixture: PipelineFixture
    /// The values of expressions.
    var expressions: [String: String]
    /// Variables for the programs in the place of real ones.
    var variables: [String: String] = [:]

    /// Runs a job in a new checkout, up to its first step that fails, and those that run all the same.
    func run(_ name: String, matrix index: Int = 0) async throws -> Job {
        let workflow = fixture.pipeline.content
        let job = try #require(workflow["jobs"]?[name], "no job \(name)")
        #expect(workflow["defaults"]?["run"]?["shell"]?.text == "bash")
        var values = expressions
        if let row = job["strategy"]?["matrix"]?["include"]?.elements[index] {
            for (key, value) in row.members { values["matrix.\(key)"] = value.text }
        }
        let directory = fixture.scratch.appending("jobs/\(UUID().uuidString)")
        let workspace = directory.appending("workspace")
        for path in [workspace, directory.appending("temporary")] { try fixture.scratch.files.makeDirectory(path) }
        var environment = variables
        environment.merge(try texts(workflow["env"], values)) { _, new in new }
        environment.merge(try texts(job["env"], values)) { _, new in new }
        let temporary = directory.appending("temporary")
        environment.merge([
            "GITHUB_ACTIONS": "true", "GITHUB_PATH": directory.appending("path").string,
            "GITHUB_REPOSITORY": "acme/shop", "GITHUB_RUN_ID": "42", "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": directory.appending("summary").string, "HOME": directory.string,
            "RUNNER_TEMP": temporary.string,
        ]) { _, new in new }

        var result = Job()
        for step in job["steps"]?.elements ?? [] {
            let goesOn = step["if"]?.text?.contains("!cancelled()") == true
            guard result.failures.isEmpty || goesOn else { continue }
            if let action = step["uses"]?.text {
                result.actions.append(String(action.prefix { $0 != "@" }))
                for (key, value) in environment { values["env.\(key)"] = value }
                try await perform(action, with: texts(step["with"], values), in: workspace)
                continue
            }
            var own = environment
            own.merge(try texts(step["env"], values)) { _, new in new }
            let added = (try? fixture.scratch.text(of: directory.appending("path"))) ?? ""
            own["PATH"] = added.split(separator: "\n").reversed().joined(separator: ":")
            let script = try #require(step["run"]?.text)
            #expect(!script.contains("${{"), "a value in the text of a script would be run")
            let run = try await runTool(
                "bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], in: workspace,
                environment: try fixture.environment(own), timeLimit: .seconds(300))
            let title = step["name"]?.text ?? script
            result.steps.append(Step(name: title, status: run.status, log: run.output + run.error))
            if let id = step["id"]?.text {
                values["steps.\(id).outcome"] = run.status == 0 ? "success" : "failure"
            }
        }
        result.summary = (try? fixture.scratch.text(of: directory.appending("summary"))) ?? ""
        return result
    }

    private func texts(_ tree: JSONTree?, _ values: [String: String]) throws -> [String: String] {
        try (tree?.members ?? [:]).compactMapValues { value in
            guard let text = value.text else { return nil }
            return try filled(text, values)
        }
    }

    /// A text with the values of its expressions; one that no test has a value for is a fault.
    private func filled(_ text: String, _ values: [String: String]) throws -> String {
        var filled = ""
        var rest = text[...]
        while let match = rest.firstMatch(of: /\$\{\{ *(.*?) *\}\}/) {
            let expression = String(match.1)
            let value = expression.hasPrefix("hashFiles(") ? "hash" : values[expression]
            filled += rest[..<match.range.lowerBound] + (try #require(value, "no value for \(expression)"))
            rest = rest[match.range.upperBound...]
        }
        return filled + rest
    }

    /// What the actions do that change files.
    private func perform(_ action: String, with inputs: [String: String], in workspace: FilePath) async throws {
        let store = fixture.scratch.appending("artifacts")
        switch action.prefix(while: { $0 != "@" }) {
        case "actions/checkout":
            try await git(["clone", "--quiet", fixture.origin.string, workspace.string], in: fixture.scratch.path)
        case "actions/upload-artifact":
            let patterns = try #require(inputs["path"]).split(separator: "\n").map(String.init)
            // The action keeps paths from the last directory that all patterns have in common.
            #expect(patterns.allSatisfy { $0.hasPrefix(".build/swiftlambda/*/") })
            let artifact = store.appending(try #require(inputs["name"]))
            try fixture.scratch.files.makeDirectory(artifact)
            for pattern in patterns {
                try await succeeding(
                    "bash",
                    [
                        "-c", "cd .build/swiftlambda && cp --parents ${1#.build/swiftlambda/} \"$2\"", "bash", pattern,
                        artifact.string,
                    ],
                    in: workspace)
            }
        case "actions/download-artifact":
            let pattern = try #require(inputs["pattern"])
            let place = workspace.appending(FilePath(try #require(inputs["path"])).components)
            try fixture.scratch.files.makeDirectory(place)
            try await succeeding(
                "bash",
                ["-c", "for artifact in $1; do cp -R \"$artifact\"/. \"$2\"; done", "bash", pattern, place.string],
                in: store)
        case "aws-actions/configure-aws-credentials":
            #expect(inputs["role-to-assume"] == "arn:role" && inputs["aws-region"] == "eu-west-1")
        case "actions/cache":
            #expect(inputs["path"] == ".build/swiftlambda/.scratch")
        case "hashicorp/setup-terraform":
            // Its wrapper would change what terraform prints.
            #expect(inputs["terraform_version"] != nil)
        default: Issue.record("unknown action \(action)")
        }
    }
}

extension ScratchDirectory {
    /// The text of a file.
    fileprivate func text(of path: FilePath) throws -> String {
        String(decoding: try files.read(path, limit: .max), as: UTF8.self)
    }
}
