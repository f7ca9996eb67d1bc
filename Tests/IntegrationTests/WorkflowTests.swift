import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// The workflow that users copy, as far as it runs anywhere.
private struct Workflow: Decodable {
    struct Job: Decodable {
        var env: [String: String]?
        var steps: [Step]
    }

    struct Step: Decodable {
        var name: String?
        var uses: String?
        var run: String?
        var with: Options?
    }

    struct Options: Decodable {
        var path: String?
        var hiddenFiles: Bool?

        private enum CodingKeys: String, CodingKey {
            case path
            case hiddenFiles = "include-hidden-files"
        }
    }

    var jobs: [String: Job]

    static func load() async throws -> Workflow {
        let path = BuiltTool.root.appending("templates/ci/github-actions.yml")
        let json = try await succeeding(
            "python3",
            ["-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", path.string])
        return try JSONDecoder().decode(Workflow.self, from: Data(json.utf8))
    }

    var job: Job {
        get throws { try #require(jobs.count == 1 ? jobs.values.first : nil) }
    }

    /// The scripts that call the tool, in order.
    var scripts: [String] {
        get throws {
            try job.steps.compactMap(\.run).filter { script in
                script.split(separator: "\n").contains { $0.hasPrefix("swiftlambda ") }
            }
        }
    }

    /// The patterns of the files that are kept.
    var artifacts: [String] {
        get throws {
            let step = try #require(try job.steps.first { $0.uses?.hasPrefix("actions/upload-artifact@") == true })
            let options = try #require(step.with)
            let patterns = try #require(options.path).split(separator: "\n").map(String.init)
            // The action passes over files in directories that begin with a dot unless it is told otherwise.
            #expect(options.hiddenFiles == true || !patterns.contains { $0.hasPrefix(".") })
            return patterns
        }
    }
}

extension ToolTests {
    /// The workflow in `templates/ci`, run on a fresh clone as a runner would.
    @Suite(.requires(program: "git"), .requires(program: "bash")) struct WorkflowTests {
        private func run(_ script: String, of workflow: Workflow, in directory: FilePath) async throws -> ToolResult {
            var environment: [String: String?] = ["CI": "true", "GITHUB_ACTIONS": "true"]
            for (name, value) in try workflow.job.env ?? [:] { environment[name] = value }
            environment["PATH"] =
                "\(BuiltTool.path.removingLastComponent()):\(ownEnvironment["PATH"] ?? "/usr/bin:/bin")"
            // As GitHub's runners start bash.
            return try await runTool(
                "bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], in: directory,
                environment: environment, timeLimit: .seconds(300))
        }

        /// The workflow's steps pass on a fresh clone, and fail if the Terraform files drift.
        @Test func steps() async throws {
            let workflow = try await Workflow.load()
            let scripts = try workflow.scripts
            try #require(scripts.count == 2)

            // A developer writes the Terraform files and commits them.
            let scratch = try ScratchDirectory(isPlain: true)
            let origin = try await scratch.copyTree(
                BuiltTool.root.appending("Examples").appending("Greeter"), to: "origin")
            let ignored = String(
                decoding: try scratch.files.read(origin.appending(".gitignore"), limit: 4_096), as: UTF8.self)
            try scratch.write(ignored.replacingOccurrences(of: "terraform/\n", with: ""), to: "origin/.gitignore")
            #expect(try await BuiltTool.run(["terraform"], in: origin).status == 0)
            try await makeRepository(of: origin)
            try await git(["clone", "--quiet", origin.string, "clone"], in: scratch.path)
            let clone = scratch.appending("clone")

            for script in scripts {
                let result = try await run(script, of: workflow, in: clone)
                #expect(result.status == 0, "\(script)\n\(result.error)")
            }
            for pattern in try workflow.artifacts {
                let files = try await runTool("bash", ["-c", "compgen -G \"$0\"", pattern], in: clone)
                #expect(files.status == 0 && !files.output.isEmpty, "no file is \(pattern)")
            }
            #expect(try await git(["status", "--porcelain"], in: clone).isEmpty)
            let outputs = try FunctionOutputs(
                of: "greeter", in: clone.appending(".build").appending("swiftlambda"), files: scratch.files)
            #expect(try outputs.manifest.git?.dirty == false)

            try await succeeding("sed", ["-i.bak", "s/memory_size/memory_sise/", "terraform/greeter.tf"], in: clone)
            #expect(try await run(scripts[0], of: workflow, in: clone).status == 0)
            let drift = try await run(scripts[1], of: workflow, in: clone)
            #expect(drift.status == 1)
            #expect(drift.error.contains("'greeter.tf' was edited by hand"))
        }
    }
}
