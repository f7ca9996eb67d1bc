import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// The workflow for GitHub: its shell is run with programs that write down how they are called.
    @Suite(.requires(program: "git"), .requires(program: "bash"), .requires(program: "jq"), .requires(program: "xz"))
    struct WorkflowTests {
        private static let staged = """
            artifacts: { bucket: shop-artifacts }
            stages: { dev: {}, staging: {}, prod: { protected: true } }

            """

        private func runner(_ settings: String = staged, real: Bool = false) async throws -> WorkflowRunner {
            let fixture = try await PipelineFixture("github", settings: settings)
            var runner = WorkflowRunner(
                fixture: fixture,
                expressions: [
                    "vars.SWIFTLAMBDA_RELEASE": "https://example.com/0.1.0",
                    "vars.SWIFTLAMBDA_SHA256SUMS": try await fixture.checksums(),
                    "vars.AWS_ROLE_ARN": "arn:role", "github.token": "token", "github.sha": "c0ffee",
                    "github.event.pull_request.number": "7", "github.event.pull_request.head.sha": "c0ffee",
                    "inputs.stage": "prod", "inputs.version": "", "inputs.functions": "",
                ])
            if real { runner.variables["REAL"] = BuiltTool.path.string }
            return runner
        }

        /// Puts an archive where a job passed it on.
        private func passOn(_ fixture: PipelineFixture) throws {
            try fixture.scratch.write("zip", to: "artifacts/functions-arm64/greeter/arm64/function.zip")
        }

        /// The real program packages and rehearses; a plan of what it packaged becomes a comment, which later pushes change.
        @Test func pullRequest() async throws {
            let runner = try await runner(real: true)
            let scratch = runner.fixture.scratch
            let package = try await runner.run("package")
            #expect(package.failures.isEmpty, "\(package.steps)")
            #expect(package.actions == ["actions/checkout", "actions/cache", "actions/upload-artifact"])
            let machine = try BuiltTool.architecture.rawValue
            for file in ["function.zip", "function.cdx.json", "function.provenance.json", "manifest.json"] {
                #expect(!(try scratch.text(of: "artifacts/functions-\(machine)/greeter/\(machine)/\(file)")).isEmpty)
            }
            let calls = try runner.fixture.takeCalls()
            #expect(calls.suffix(2) == ["swiftlambda package --sbom --provenance", "swiftlambda rehearse"])
            #expect(
                calls.first?.hasPrefix("curl --fail --silent --show-error --location --proto =https --retry 3") == true)

            try scratch.write(
                #"[{"id": 3, "user": {"login": "ana"}, "body": "<!-- swiftlambda plan: staging -->"}]"#,
                to: "answers/comments.json")
            let plan = try await runner.run("plan")
            #expect(plan.failures.isEmpty, "\(plan.steps)")
            let comment = try scratch.text(of: "posted/comment.md")
            #expect(
                comment.hasPrefix(
                    "<!-- swiftlambda plan: staging -->\n### Plan for staging\n\n~~~~~~text\ngreeter: new code"))
            #expect(comment.contains("warning: look here\n"))
            #expect(
                comment.hasSuffix("\n~~~~~~\n\nCommit c0ffee, [run](https://github.com/acme/shop/actions/runs/42).\n"))
            #expect(plan.summary == comment)
            let planCalls = try runner.fixture.takeCalls().filter {
                !$0.hasPrefix("curl") && $0 != "swiftlambda --version"
            }
            try #require(planCalls.count == 3, "\(planCalls)")
            #expect(planCalls[0] == "swiftlambda deploy --stage staging --no-build --plan-only --progress none")
            #expect(planCalls[1].hasPrefix("gh api --paginate repos/acme/shop/issues/7/comments --jq "))
            #expect(
                planCalls[2]
                    == "gh api --silent --method POST repos/acme/shop/issues/7/comments --field body=@comment.md")

            try scratch.write(
                """
                [{"id": 3, "user": {"login": "github-actions[bot]"}, "body": "coverage"},
                 {"id": 5, "user": {"login": "github-actions[bot]"}, "body": "<!-- swiftlambda plan: staging -->\\nold"},
                 {"id": 6, "user": {"login": "github-actions[bot]"}, "body": "<!-- swiftlambda plan: staging -->\\nolder"}]
                """, to: "answers/comments.json")
            #expect(try await runner.run("plan").failures.isEmpty)
            #expect(
                try runner.fixture.takeCalls().last
                    == "gh api --silent --method PATCH repos/acme/shop/issues/comments/5 --field body=@comment.md")
        }

        /// A plan that fails fails its job, and the comment says so.
        @Test func failingPlan() async throws {
            var runner = try await runner()
            try passOn(runner.fixture)
            try runner.fixture.scratch.write("[]", to: "answers/comments.json")
            runner.variables["RELEASE_STATUS"] = "1"
            let plan = try await runner.run("plan")
            #expect(plan.failures == ["Plan"])
            #expect(plan.steps.last?.name == "Comment")
            #expect(
                try runner.fixture.scratch.text(of: "posted/comment.md").contains(
                    "The command failed, and made no plan."))
        }

        /// A push is deployed, approved where somebody can have approved it, and promoted.
        @Test func push() async throws {
            var runner = try await runner()
            try passOn(runner.fixture)
            let scratch = runner.fixture.scratch
            #expect(try await runner.run("deploy").failures.isEmpty)
            #expect(
                try runner.fixture.takeCalls().suffix(2) == [
                    "swiftlambda deploy --stage staging --no-build --yes",
                    "swiftlambda versions --stage staging",
                ])

            try scratch.write(#"{"protection_rules": [{"type": "branch_policy"}]}"#, to: "answers/environment.json")
            let unprotected = try await runner.run("approve")
            #expect(unprotected.failures.count == 1)
            #expect(
                unprotected.steps[0].log.contains("::error::The environment prod-approval has no required reviewers"))
            try scratch.write(
                #"{"protection_rules": [{"type": "branch_policy"}, {"type": "required_reviewers"}]}"#,
                to: "answers/environment.json")
            #expect(try await runner.run("approve").failures.isEmpty)
            _ = try runner.fixture.takeCalls()

            let promotion = try await runner.run("promote")
            #expect(promotion.failures.isEmpty)
            #expect(!promotion.actions.contains("actions/download-artifact"))
            #expect(
                try runner.fixture.takeCalls().suffix(2) == [
                    "swiftlambda promote --from staging --to prod --yes", "swiftlambda versions --stage prod",
                ])

            runner.variables["RELEASE_STATUS"] = "1"
            for (job, step) in [("deploy", "Deploy"), ("promote", "Promote")] {
                let failed = try await runner.run(job)
                #expect(failed.failures == [step] && failed.steps.last?.name == step)
            }
        }

        @Test func rollback() async throws {
            var runner = try await runner()
            #expect(try await runner.run("rollback").failures.isEmpty)
            #expect(
                try runner.fixture.takeCalls().suffix(2) == [
                    "swiftlambda rollback --stage prod --", "swiftlambda versions --stage prod",
                ])
            runner.expressions.merge([
                "inputs.stage": "staging", "inputs.version": "12", "inputs.functions": "orders  --to $(touch /tmp/x)",
            ]) { _, new in new }
            #expect(try await runner.run("rollback").failures.isEmpty)
            #expect(
                try runner.fixture.takeCalls().suffix(2).first
                    == #"swiftlambda rollback --stage staging --to 12 -- orders --to \$\(touch /tmp/x\)"#)
            runner.variables["RELEASE_STATUS"] = "1"
            #expect(try await runner.run("rollback").failures == ["Roll back"])
        }

        /// Other bytes than those of the release are not run.
        @Test func otherArchive() async throws {
            var runner = try await runner()
            runner.expressions["vars.SWIFTLAMBDA_SHA256SUMS"]?.replace("swiftlambda-0.1.0", with: "swiftlambda-0.2.0")
            let unlisted = try await runner.run("rollback")
            #expect(unlisted.failures == ["Install swiftlambda"])
            #expect(unlisted.steps[0].log.contains("is not the archive that SWIFTLAMBDA_SHA256SUMS lists"))
            let sums = try await runner.fixture.checksums()
            runner.expressions["vars.SWIFTLAMBDA_SHA256SUMS"] = String(repeating: "0", count: 64) + sums.dropFirst(64)
            #expect(try await runner.run("rollback").failures == ["Install swiftlambda"])
            runner.expressions["vars.SWIFTLAMBDA_RELEASE"] = ""
            let unset = try await runner.run("rollback")
            #expect(unset.steps[0].log.contains("SWIFTLAMBDA_RELEASE: must be the address of a release"))
            #expect(!(try runner.fixture.takeCalls()).contains { $0.hasPrefix("swiftlambda") })
        }

        /// Without stages, a push is deployed after approval.
        @Test func withoutStages() async throws {
            let runner = try await runner("artifacts: { bucket: shop-artifacts }\n")
            try passOn(runner.fixture)
            let jobs = runner.fixture.pipeline.content["jobs"]
            #expect(jobs?["promote"] == nil)
            #expect(jobs?["deploy"]?["needs"]?.text == "approve" && jobs?["approve"]?["needs"]?.text == "package")
            #expect(try await runner.run("deploy").failures.isEmpty)
            #expect(try await runner.run("rollback").failures.isEmpty)
            let calls = try runner.fixture.takeCalls().filter { !$0.hasPrefix("curl") && !$0.hasSuffix("--version") }
            #expect(
                calls == [
                    "swiftlambda deploy --no-build --yes", "swiftlambda versions",
                    "swiftlambda rollback --", "swiftlambda versions",
                ])
        }
    }
}
