import HCL
import Host
import Insights
import Model
import Releasing
import SystemPackage
import Terraform
import TestSupport
import Testing

private let layers: [String] = ["eu-west-1"].compactMap { name in
    guard let region = Region(name) else { return nil }
    return try? LayerCatalogue.bundled().layer(in: region, for: .arm64).arn
}

/// What swiftlambda understands of the real terraform: its plans, its progress and its errors.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: layers))
struct PlanTests {
    private static func place(_ change: (inout LambdaFunction) -> Void = { _ in }) throws -> PlacedFunctions {
        let region: Region = try #require(Region("eu-west-1"))
        var function = LambdaFunction(name: "plan", product: "Plan", architecture: .arm64)
        function.namePattern = .staged
        function.nameInPlace = "plan-dev"
        function.memory = 256
        function.tracing = .active
        function.environment = ["LOG": "hush-1", "OLD": "hush-2"]
        function.policies = [PolicyStatement(actions: ["s3:GetObject"], resources: ["arn:aws:s3:::plan/*"])]
        change(&function)
        return PlacedFunctions(
            Placement(stage: "dev", region: region), account: Moto.account, functions: [function])
    }

    private let deployment: Deployment
    private let terraform: TerraformCommandLine
    private let place: TerraformPlace
    private let plan: FilePath
    private let reader = PlanReader(functions: ["plan"])

    init() async throws {
        deployment = try await Deployment([Self.place()])
        try deployment.write("moto_override.tf", [deployment.provider(Argument("allowed_account_ids", .null))])
        place = TerraformPlace(
            directory: deployment.directory, stage: "dev", region: "eu-west-1", workspace: "dev-eu-west-1")
        plan = deployment.directory.appending("new plan")
        let runner = TerraformRunner(processes: try liveProcesses(), environment: deployment.terraform.environment)
        terraform = try await TerraformCommandLine.find(
            .terraform, on: .testing(workingDirectory: "/", processes: runner))
    }

    /// Plans and reads the plan.
    private func summary() async throws -> PlanSummary {
        let result = try await terraform.plan(place, to: plan)
        let summary = try reader.read(try await terraform.show(plan: plan, in: place))
        #expect(result.hasChanges == !summary.isEmpty)
        return summary
    }

    private func failure(_ body: () async throws -> Void) async throws -> TerraformFailure {
        let error = await #expect(throws: TerraformFailure.self) { try await body() }
        return try #require(error)
    }

    @Test func aDeployment() async throws {
        let uninitialized = try await failure { _ = try await terraform.plan(place, to: plan) }
        #expect(uninitialized.cause == .notInitialized, "\(uninitialized)")
        try await terraform.initialize(place)
        try await terraform.createWorkspace(of: place)
        try await terraform.createWorkspace(of: place)

        let creation = try #require(try await summary().functions.first)
        #expect(creation.action == .create)
        #expect(creation.permissions.map(\.words).contains("gains s3:GetObject on arn:aws:s3:::plan/*"))
        let applied = try await terraform.apply(plan: plan, in: place)
        #expect(applied.progress.done.contains(ResourceStep(address: "aws_lambda_function.plan", action: "create")))
        #expect(applied.progress.failed.isEmpty && applied.progress.unfinished.isEmpty)
        let outputs = try await terraform.outputs(of: place)
        #expect(outputs.keys.contains("function_arns"))

        let stale = try await failure { _ = try await terraform.apply(plan: plan, in: place) }
        #expect(stale.cause == .stalePlan, "\(stale)")
        #expect(try await summary().isEmpty)
        try await aChange()
        try await aDestroy()
    }

    private func aChange() async throws {
        try deployment.rewrite([
            Self.place { function in
                function.memory = 512
                function.tracing = .passThrough
                function.environment = ["LOG": "hush-3", "NEW": "hush-4"]
                function.policies = [PolicyStatement(actions: ["s3:PutObject"], resources: ["arn:aws:s3:::plan/*"])]
                function.surroundings.url = FunctionURLSettings(authorization: .iam)
            }
        ])
        let summary = try await summary()
        let change = try #require(summary.functions.first)
        #expect(change.action == .update)
        #expect(change.code == nil)
        #expect(change.settings.map(\.words) == ["memory 256 MB -> 512 MB", "tracing Active -> PassThrough"])
        #expect(change.environment == EnvironmentChange(added: ["NEW"], changed: ["LOG"], removed: ["OLD"]))
        #expect(
            change.permissions.map(\.words) == [
                "gains s3:PutObject on arn:aws:s3:::plan/*", "loses s3:GetObject on arn:aws:s3:::plan/*",
                "loses xray:PutTelemetryRecords, xray:PutTraceSegments on *",
            ])
        #expect(change.exposures.map(\.words) == ["its URL can be called, with authorization AWS_IAM"])
        #expect(!"\(summary)".contains("hush"))
        // A policy is only a permission.
        try DestroyApproval().check(summary)
        _ = try await terraform.apply(plan: plan, in: place)
    }

    private func aDestroy() async throws {
        try deployment.rewrite([Self.place()])
        let file = deployment.directory.appending("plan.tf")
        let files = LiveFileSystem()
        let text = String(decoding: try files.read(file, limit: 1 << 20), as: UTF8.self)
        let renamed = text.replacing("\"plan-${var.stage}\"", with: "\"plan-${var.stage}-2\"")
        try #require(renamed != text)
        _ = try files.write(Array(renamed.utf8), to: file, permissions: [.ownerReadWrite])
        let summary = try await summary()
        let error = #expect(throws: DestroyNotAllowed.self) { try DestroyApproval().check(summary) }
        let function = try #require(error?.destroys.first { $0.address == "aws_lambda_function.plan" })
        #expect(function.because == ["function_name"])
        #expect(function.losses == [.versions])
    }
}

/// Runs programs with what the real terraform needs on this machine.
private struct TerraformRunner: ProcessRunner {
    var processes: LiveProcessRunner
    var environment: [String: String?]

    func collect(_ command: Command, limit: Int) async throws -> ProcessResult {
        try await processes.collect(changed(command), limit: limit)
    }

    func stream(_ command: Command, onLine: @escaping @Sendable (String) -> Void) async throws -> ProcessEnd {
        try await processes.stream(changed(command), onLine: onLine)
    }

    func locate(_ name: String) -> FilePath? { processes.locate(name) }

    private func changed(_ command: Command) -> Command {
        var command = command
        command.environment = ownChanges(environment.merging(command.environment) { $1 })
        return command
    }
}
