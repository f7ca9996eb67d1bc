import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// The pipeline for GitLab: its shell is run with programs that write down how they are called.
    @Suite(.requires(program: "git"), .requires(program: "bash"), .requires(program: "jq"), .requires(program: "xz"))
    struct GitLabTests {
        private let fixture: PipelineFixture
        private let checksums: String

        init() async throws {
            fixture = try await PipelineFixture(
                "gitlab",
                settings: """
                    artifacts: { bucket: shop-artifacts }
                    stages: { staging: {}, prod: {} }

                    """)
            checksums = try await fixture.checksums()
        }

        /// Runs the scripts of a job as GitLab's runners do: one after the other in one shell.
        private func run(_ name: String, _ variables: [String: String] = [:]) async throws -> ToolResult {
            let job = try resolved(name)
            let workspace = fixture.scratch.appending("jobs/\(UUID().uuidString)")
            try await git(["clone", "--quiet", fixture.origin.string, workspace.string], in: fixture.scratch.path)
            if job["needs"]?.elements.compactMap(\.text).contains("package") == true {
                // Artifacts come to where they were.
                let archive = ".build/swiftlambda/greeter/arm64/function.zip"
                #expect(
                    try resolved("package")["artifacts"]?["paths"]?.elements.first?.text
                        == ".build/swiftlambda/*/*/function.*")
                let place = workspace.appending(FilePath(archive).components)
                try fixture.scratch.files.makeDirectory(place.removingLastComponent())
                try fixture.scratch.files.write([1], to: place, permissions: [.ownerReadWrite])
            }
            var environment = [
                "AWS_ID_TOKEN": "the token", "AWS_ROLE_ARN": "arn:role", "CI_API_V4_URL": "https://gitlab.com/api/v4",
                "CI_COMMIT_SHA": "c0ffee", "CI_JOB_ID": "9", "CI_JOB_URL": "https://gitlab.com/job/9",
                "CI_MERGE_REQUEST_IID": "7", "CI_PROJECT_ID": "42", "GITLAB_CI": "true", "HOME": workspace.string,
                "SWIFTLAMBDA_RELEASE": "https://example.com/0.1.0", "SWIFTLAMBDA_SHA256SUMS": checksums,
            ]
            for tree in [
                fixture.pipeline.content["variables"], job["parallel"]?["matrix"]?.elements.first, job["variables"],
            ] {
                for (key, value) in tree?.members ?? [:] { environment[key] = value.text }
            }
            environment.merge(variables) { _, new in new }
            let scripts = ["before_script", "script"].flatMap { job[$0]?.elements ?? [] }.compactMap(\.text)
            return try await runTool(
                "bash", ["--noprofile", "--norc", "-c", "set -eo pipefail\n" + scripts.joined(separator: "\n")],
                in: workspace, environment: try fixture.environment(environment))
        }

        /// A job with what it extends.
        private func resolved(_ name: String) throws -> [String: JSONTree] {
            let job = try #require(fixture.pipeline.content[name], "no job \(name)").members
            guard let parent = job["extends"]?.text else { return job }
            return try resolved(parent).merging(job) { _, own in own }
        }

        private func calls() throws -> [String] {
            try fixture.takeCalls().filter { !$0.contains("swiftlambda-0.1.0") && !$0.hasSuffix("--version") }
        }

        @Test func package() async throws {
            let result = try await run("package")
            #expect(result.status == 0, "\(result.error)")
            #expect(try calls() == ["swiftlambda package --sbom --provenance", "swiftlambda rehearse"])
            #expect(try resolved("package")["id_tokens"] == nil)
        }

        /// The plan becomes a comment of the merge request, which later pushes change.
        @Test func mergeRequest() async throws {
            let scratch = fixture.scratch
            try scratch.write(#"[{"id": 3, "body": "hello"}]"#, to: "answers/notes.json")
            let result = try await run("plan", ["GITLAB_TOKEN": "secret"])
            #expect(result.status == 0, "\(result.error)")
            let notes = "https://gitlab.com/api/v4/projects/42/merge_requests/7/notes"
            let made = try calls()
            try #require(made.count == 3)
            #expect(made[0] == "swiftlambda deploy --stage staging --no-build --plan-only --progress none")
            #expect(made[1].hasSuffix(#" \#(notes)\?sort=asc\&per_page=100"#))
            #expect(made[2].contains(" --request POST ") && made[2].hasSuffix(" \(notes)"))
            // Other programs see the arguments of a process.
            #expect(!made.contains { $0.contains("secret") })
            #expect(try scratch.text(of: "posted/curl") == "header = \"PRIVATE-TOKEN: secret\"\n")
            let data = Data(try scratch.text(of: "posted/comment.json").utf8)
            let body = try #require(try JSONDecoder().decode(JSONTree.self, from: data)["body"]?.text)
            #expect(
                body.hasPrefix(
                    "<!-- swiftlambda plan: staging -->\n### Plan for staging\n\n~~~~~~text\ngreeter: new code"))
            #expect(body.hasSuffix("Commit c0ffee, [job](https://gitlab.com/job/9).\n"))

            try scratch.write(
                #"[{"id": 3, "body": "hello"}, {"id": 4, "body": "<!-- swiftlambda plan: staging -->\nold"}]"#,
                to: "answers/notes.json")
            #expect(try await run("plan", ["GITLAB_TOKEN": "secret"]).status == 0)
            #expect(try calls().last?.contains(" --request PUT ") == true)

            let failed = try await run("plan", ["GITLAB_TOKEN": "secret", "RELEASE_STATUS": "3"])
            #expect(failed.status == 3)
            #expect(try scratch.text(of: "posted/comment.json").contains("The command failed, and made no plan."))
            _ = try calls()
            let silent = try await run("plan")
            #expect(silent.status == 0 && silent.output.contains("greeter: new code"))
            #expect(silent.output.contains("a comment needs GITLAB_TOKEN"))
            #expect(try calls().count == 1)
        }

        @Test func releases() async throws {
            #expect(try await run("deploy").status == 0)
            #expect(
                try calls() == [
                    "swiftlambda deploy --stage staging --no-build --yes",
                    "swiftlambda versions --stage staging",
                ])
            #expect(try await run("promote").status == 0)
            #expect(
                try calls() == [
                    "swiftlambda promote --from staging --to prod --yes", "swiftlambda versions --stage prod",
                ])
            #expect(try await run("rollback-prod").status == 0)
            #expect(try calls() == ["swiftlambda rollback --stage prod --", "swiftlambda versions --stage prod"])
            #expect(try await run("rollback-staging", ["VERSION": "12", "FUNCTIONS": "a b"]).status == 0)
            #expect(try calls().first == "swiftlambda rollback --stage staging --to 12 -- a b")
            for job in ["deploy", "promote", "rollback-prod"] {
                #expect(try await run(job, ["RELEASE_STATUS": "1"]).status == 1)
            }
            #expect(!(try calls()).contains { $0.contains("versions") })
        }

        /// AWS gets a token of the job: in a file of its own, not as an argument.
        @Test func credentials() async throws {
            let job = try resolved("deploy")
            #expect(job["id_tokens"]?["AWS_ID_TOKEN"]?["aud"]?.text == "sts.amazonaws.com")
            try fixture.scratch.write(
                "#!/bin/sh\ncase $1 in --version) ;; *) cat \"$AWS_WEB_IDENTITY_TOKEN_FILE\"; echo \" $AWS_ROLE_SESSION_NAME $AWS_ROLE_ARN $AWS_REGION\" ;; esac\n",
                to: "programs/swiftlambda", permissions: [.ownerReadWriteExecute])
            let result = try await run("deploy")
            #expect(
                result.output.contains("the token gitlab-42-9 arn:role eu-west-1\n"), "\(result.output) \(result.error)"
            )
            let unset = try await run("deploy", ["AWS_ROLE_ARN": ""])
            #expect(unset.status != 0 && unset.error.contains("AWS_ROLE_ARN: must be the ARN of a role"))
        }

        @Test func otherArchive() async throws {
            let result = try await run(
                "package", ["SWIFTLAMBDA_SHA256SUMS": String(repeating: "0", count: 64) + checksums.dropFirst(64)])
            #expect(result.status == 1)
            #expect(result.error.contains("is not the archive that SWIFTLAMBDA_SHA256SUMS lists"))
            #expect(!(try fixture.takeCalls()).contains { $0.hasPrefix("swiftlambda") })
        }
    }
}
