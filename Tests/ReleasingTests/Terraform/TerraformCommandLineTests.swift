import Host
import JSON
import Model
import Releasing
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite struct TerraformCommandLineTests {
    private let processes = ScriptedProcessRunner()
    private let place = TerraformPlace(directory: "/p", stage: "prod", region: "eu-west-1", workspace: "prod")

    private func terraform() async throws -> TerraformCommandLine {
        processes.answer("terraform", ["version", "-json"], output: #"{"terraform_version": "1.11.4"}"#)
        return try await TerraformCommandLine.find(.terraform, on: .testing(processes: processes))
    }

    @Test func found() async throws {
        let terraform = try await terraform()
        #expect(terraform.version == "1.11.4")
        #expect(terraform.executable == "/usr/bin/terraform")
    }

    @Test func missing() async throws {
        processes.answer("tofu")
        let error = await #expect(throws: TerraformSetupError.self) {
            try await TerraformCommandLine.find(.terraform, on: .testing(processes: processes))
        }
        #expect(error == .notFound(.terraform, otherExists: true))
        #expect(error?.diagnostics.first?.hints.last?.contains("OpenTofu, which is in PATH") == true)
        #expect(error?.exitStatus == .unavailable)
    }

    @Test(
        arguments: [
            (TerraformProgram.terraform, #"{"terraform_version": "1.4.7"}"#, "terraform.too-old"),
            (.tofu, #"{"terraform_version": "1.5.9"}"#, "terraform.too-old"),
            (.terraform, "Terraform v0.11", "terraform.unknown-version"),
        ]
    )
    func unusable(program: TerraformProgram, output: String, identifier: String) async throws {
        processes.answer(program.rawValue, output: output)
        let error = await #expect(throws: TerraformSetupError.self) {
            try await TerraformCommandLine.find(program, on: .testing(processes: processes))
        }
        #expect(error?.diagnostics.map(\.identifier) == [identifier])
    }

    @Test func prereleases() async throws {
        processes.answer("tofu", output: #"{"terraform_version": "1.12.0-beta1"}"#)
        let tofu = try await TerraformCommandLine.find(.tofu, on: .testing(processes: processes))
        #expect(tofu.version == "1.12.0-beta1")
    }

    @Test(arguments: [(Int32(0), false), (2, true)])
    func plans(status: Int32, hasChanges: Bool) async throws {
        let terraform = try await terraform()
        let line =
            #"{"@level":"warn","@message":"Warning: W","type":"diagnostic","diagnostic":{"severity":"warning","summary":"W.","detail":"d"}}"#
        processes.answer(
            "terraform", ["plan"],
            output: #"{"@message":"aws_iam_role.orders: Refreshing state...","type":"refresh_start"}"# + "\n" + line,
            status: status)
        let shown = Mutex<[String]>([])
        let result = try await terraform.plan(place, to: "/tmp/plan") { line in shown.withLock { $0.append(line) } }
        #expect(result.hasChanges == hasChanges)
        #expect(result.warnings.map(\.summary) == ["Terraform: W"])
        #expect(shown.withLock { $0 } == ["aws_iam_role.orders: Refreshing state..."])
    }

    private static let failedApply = """
        {"@level":"info","@message":"Terraform 1.11.4","@module":"terraform.ui","type":"version"}
        {"@message":"aws_iam_role.orders: Creating...","hook":{"resource":{"addr":"aws_iam_role.orders"},"action":"create"},"type":"apply_start"}
        {"@message":"aws_iam_role.orders: Creation complete","hook":{"resource":{"addr":"aws_iam_role.orders"},"action":"create"},"type":"apply_complete"}
        {"@message":"aws_lambda_function.orders: Creating...","hook":{"resource":{"addr":"aws_lambda_function.orders"},"action":"create"},"type":"apply_start"}
        {"@message":"aws_lambda_function.orders: Creation errored","hook":{"resource":{"addr":"aws_lambda_function.orders"},"action":"create"},"type":"apply_errored"}
        {"@level":"error","@message":"Error: boom","diagnostic":{"severity":"error","summary":"creating Lambda Function: boom","detail":"","address":"aws_lambda_function.orders"},"type":"diagnostic"}
        """

    @Test func anApplyThatFailsHalfWay() async throws {
        let terraform = try await terraform()
        processes.answer("terraform", ["apply"], output: Self.failedApply, status: 1)
        let error = await #expect(throws: TerraformFailure.self) {
            try await terraform.apply(plan: "/tmp/plan", in: place)
        }
        let failure = try #require(error)
        #expect(failure.progress.done == [ResourceStep(address: "aws_iam_role.orders", action: "create")])
        #expect(failure.progress.failed == [ResourceStep(address: "aws_lambda_function.orders", action: "create")])
        #expect(failure.diagnostics.map(\.identifier) == ["terraform.apply-incomplete", "terraform.reported"])
        #expect(
            failure.diagnostics.map(\.summary) == [
                "`terraform apply` failed half way in prod in eu-west-1: 1 done, 1 failed",
                "Terraform: aws_lambda_function.orders: creating Lambda Function: boom",
            ])
        #expect(failure.diagnostics.first?.explanation?.contains("  aws_iam_role.orders (create)") == true)
    }

    /// Somebody pressed Ctrl-C: what was done is known.
    @Test func anInterruptedApply() async throws {
        let terraform = try await terraform()
        processes.answer("terraform", ["apply"]) { _ in throw CancellationError() }
        let error = await #expect(throws: TerraformFailure.self) {
            try await terraform.apply(plan: "/tmp/plan", in: place)
        }
        #expect(error?.diagnostics.map(\.identifier) == ["terraform.interrupted"])
        #expect(error?.exitStatus == .interrupted)
    }

    /// A failure that says nothing that is known shows its last words.
    @Test func unknownWords() async throws {
        let terraform = try await terraform()
        processes.answer("terraform", ["init"], output: "Initializing...\n\n", error: "panic: oh no\n", status: 11)
        let error = await #expect(throws: TerraformFailure.self) { try await terraform.initialize(place) }
        #expect(error?.diagnostics.map(\.identifier) == ["terraform.failed"])
        #expect(
            error?.diagnostics.first?.explanation == "Its last lines:\n  Initializing...\n  panic: oh no\n")
    }

    @Test func workspaces() async throws {
        let terraform = try await terraform()
        processes.answer("terraform", ["workspace", "list"], output: "  default\n* dev\n\n")
        processes.answer("terraform", ["workspace", "new"])
        processes.answer("terraform", ["workspace", "select"])
        try await terraform.createWorkspace(of: place)
        #expect(
            processes.commands.dropFirst().map { $0.arguments.last } == ["-no-color", "prod", "dev"])
        var existing = place
        existing.workspace = "dev"
        try await terraform.createWorkspace(of: existing)
        #expect(processes.commands.count == 5)
    }

    /// Two deployments at once may both create the workspace.
    @Test func aWorkspaceThatAnotherRunCreates() async throws {
        let terraform = try await terraform()
        let exists = Mutex(false)
        processes.answer("terraform", ["workspace", "list"]) { _ in
            let list = exists.withLock { $0 } ? "* default\n  prod\n" : "* default\n"
            return ProcessResult(end: .exited(0), output: Array(list.utf8))
        }
        processes.answer("terraform", ["workspace", "new"]) { _ in
            exists.withLock { $0 = true }
            return ProcessResult(end: .exited(1), error: Array("Workspace \"prod\" already exists\n".utf8))
        }
        processes.answer("terraform", ["workspace", "select"])
        try await terraform.createWorkspace(of: place)
    }

    @Test func outputs() async throws {
        let terraform = try await terraform()
        processes.answer(
            "terraform", ["output"],
            output: #"{"a": {"sensitive": false, "value": {"b": 1}}, "secret": {"sensitive": true, "value": "hush"}}"#)
        #expect(try await terraform.outputs(of: place) == ["a": ["b": 1]])
    }
}
