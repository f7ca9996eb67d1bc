import Console
import Foundation
import Host
import Model
import Project
import SystemPackage
import TestSupport
import Testing

@testable import Commands
@testable import Releasing

/// What `deploy` and `promote` show.
@Suite struct ReleaseReportTests {
    private static let digest = String(repeating: "ab", count: 32)
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func planned(_ changes: Bool) throws -> PlannedDeployment {
        var summary = PlanSummary()
        if changes {
            var function = FunctionPlan(name: "orders")
            function.action = .update
            function.resources = [PlanSummary.Change(address: "aws_lambda_function.orders", action: .update)]
            summary.functions = [function]
            summary.others = [PlanSummary.Change(address: "aws_sqs_queue.q[\"\u{1B}[31m\"]", action: .create)]
        }
        return PlannedDeployment(
            summary: summary, hasTerraformChanges: changes, finishing: changes ? ["orders"] : [], left: [],
            warnings: [], file: try TemporaryFile(for: scratch.appending("plan")),
            standing: PlaceStanding(
                deployer: DeploymentRecord.Deployer(arn: "arn:aws:iam::123456789012:user/ann", account: "123456789012"),
                records: []), takenOver: [])
    }

    private func target() throws -> ReleaseTarget {
        let region = try #require(Region("eu-west-1"))
        return ReleaseTarget(place: Placement(stage: "prod", region: region), region: region, functions: [])
    }

    private func outcome() throws -> DeploymentOutcome {
        let function = RecordedFunction(
            name: "orders", deployedName: "orders-prod", digest: Self.digest, codeHash: "h", versionBefore: "7",
            versionAfter: "8", aliasAfter: RecordedFunction.Alias(name: "live", version: "8"))
        let record = DeploymentRecord(
            id: "0123abcd", kind: .deploy, place: try target().place,
            deployer: DeploymentRecord.Deployer(arn: "a", account: "1"), source: nil,
            began: RecordTime(secondsSince1970: 1_767_225_600), functions: [function])
        return DeploymentOutcome(record: record, finished: [function], warnings: [])
    }

    private func report(
        changes: Bool, isApplied: Bool = false, isPlanOnly: Bool = false
    ) throws -> ReleaseReport {
        var report = ReleaseReport(isPlanOnly: isPlanOnly, command: "swiftlambda deploy --stage prod --yes")
        report.places = [
            ReleaseReport.Place(
                target: try target(), planned: try planned(changes), outcome: isApplied ? try outcome() : nil)
        ]
        return report
    }

    @Test func nothingToChange() throws {
        let result = try report(changes: false).result(width: 80)
        #expect(result.status == .success)
        #expect(result.text == "prod in eu-west-1: nothing to change\n")
    }

    @Test func waiting() throws {
        let result = try report(changes: true).result(width: 60)
        #expect(result.status == .unsatisfied)
        #expect(
            result.text == """
                prod in eu-west-1:
                  orders  changes aws_lambda_function.orders
                  your own Terraform: creates aws_sqs_queue.q["\\u{1B}[31m"]

                Nothing was applied. To apply it: swiftlambda deploy --stage prod --yes

                """)
    }

    @Test func planOnly() throws {
        let result = try report(changes: true, isPlanOnly: true).result(width: 80)
        #expect(result.status == .success)
        #expect(result.text.hasSuffix("\n\nNothing was applied.\n"))
    }

    @Test func applied() throws {
        let result = try report(changes: true, isApplied: true).result(width: 60)
        #expect(result.status == .success)
        #expect(
            result.text == """
                prod in eu-west-1: deployed
                  orders: version 8 after 7, live: version 8 serves all

                """)
        #expect(result.text.split(separator: "\n").allSatisfy { $0.count <= 60 })
    }

    @Test(arguments: [(false, false), (true, false), (true, true)])
    func payloads(changes: Bool, isApplied: Bool) throws {
        let result = try report(changes: changes, isApplied: isApplied).result(width: 80)
        let json = try jsonResult(result.payload)
        for command in ["deploy", "promote"] {
            #expect(try JSONSchema(reference: "results/\(command)").faults(in: json) == [])
        }
        let value = try JSONDecoder().decode(JSONTree.self, from: Data(json.utf8))
        let place = try #require(value["places"]?.elements.first)
        #expect(value["hasChanges"] == .bool(changes))
        #expect(place["applied"] == .bool(isApplied))
        #expect(place["deployment"]?.text == (isApplied ? "0123abcd" : nil))
        #expect(place["plan"]?["functions"]?.elements.count == (changes ? 1 : 0))
        let function = place["functions"]?.elements.first
        #expect(function?["alias"]?.text == (isApplied ? "live: version 8 serves all" : nil))
        #expect(function?["versionBefore"]?.text == (isApplied ? "7" : nil))
    }
}

/// The places of a release.
@Suite struct ReleaseProjectTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private static let configuration = """
        version: 1
        artifacts: { bucket: "shop-{region}" }
        stages:
          dev: { regions: [eu-west-1], account: "111111111111" }
          prod: { regions: [eu-west-1, us-east-1], account: "222222222222", protected: true }
        functions: { orders: { architecture: arm64, alias: live }, reports: { architecture: x86_64 } }
        """

    private func release(
        _ stage: String?, _ regions: [String] = [], configuration: String = configuration
    ) async throws -> ReleaseProject {
        try scratch.write(configuration, to: "swiftlambda.yaml")
        let host = Host.testing(workingDirectory: scratch.path, files: scratch.files)
        let settings = try ProjectSettings(
            try Workspace(on: host), flags: ProjectOverrides(stage: stage), host: host, hostArchitecture: .arm64)
        let project = try await settings.resolve(products: .waived) { throw CancellationError() }
        return try ReleaseProject(settings, project, stage: stage, regions: regions)
    }

    @Test func allRegionsOfAStage() async throws {
        let release = try await release("prod")
        #expect(release.targets.map(\.words) == ["prod in eu-west-1", "prod in us-east-1"])
        #expect(release.targets.allSatisfy { $0.isProtected && $0.account == "222222222222" })
        #expect(release.targets.first?.functions.map(\.deployedName) == ["orders-prod", "reports-prod"])
        #expect(release.placeOptions == ["--stage", "prod"])
        #expect(try await self.release("dev").targets.map(\.isProtected) == [false])
    }

    @Test func oneRegion() async throws {
        let release = try await release("prod", ["us-east-1"])
        #expect(release.targets.map(\.region.name) == ["us-east-1"])
        #expect(release.placeOptions == ["--stage", "prod", "--region", "us-east-1"])
    }

    @Test func whatCannotBeChosen() async throws {
        await #expect(throws: ReleaseTargetError.stageNeeded(known: ["dev", "prod"])) { try await release(nil) }
        await #expect(
            throws: ReleaseTargetError.unknownRegion("us-east-1", stage: "dev", known: ["eu-west-1"])
        ) { try await release("dev", ["us-east-1"]) }
        await #expect(throws: ReleaseTargetError.regionNeeded) {
            try await release(nil, configuration: "version: 1\nfunctions: { orders: { architecture: arm64 } }\n")
        }
    }

    /// A deployment that failed in the second of two regions is finished there.
    @Test func onlyWhatIsUnfinishedIsResumed() async throws {
        let release = try await release("prod")
        let deployer = DeploymentRecord.Deployer(arn: "a", account: "222222222222")
        func standing(_ index: Int, _ outcome: DeploymentProgress.Outcome) throws -> PlaceStanding {
            let began = RecordTime(secondsSince1970: 1_767_225_600)
            var record = DeploymentRecord(
                id: "0123abcd", kind: .deploy, place: release.targets[index].place, deployer: deployer, source: nil,
                began: began)
            try record.take(.ended(outcome), at: began)
            return PlaceStanding(deployer: deployer, records: [record])
        }
        let left = try release.unfinished([standing(0, .done), standing(1, .failed)])
        #expect(left.release.targets.map(\.region.name) == ["us-east-1"])
        #expect(left.standings == [try standing(1, .failed)])
        let done = try [standing(0, .done), standing(1, .done)]
        let error = #expect(throws: NothingToResume.self) { try release.unfinished(done) }
        #expect(error?.place == "prod in eu-west-1 and prod in us-east-1")
    }

    @Test func policies() async throws {
        let release = try await release("prod", ["eu-west-1"])
        let result = try PolicyReport(
            of: ["orders"], in: release, repository: try GitHubRepository("acme/shop"),
            state: StateBucket(bucket: "acme-state")
        ).result()
        let json = try jsonResult(result.payload)
        #expect(try JSONSchema(reference: "results/deploy").faults(in: json) == [])
        #expect(result.text.hasPrefix("# policy: "))
        #expect(result.text.contains("\n# trust policy: repo:acme/shop:environment:prod\n"))
        #expect(result.text.contains("function:orders-prod"))
        #expect(!result.text.contains("reports"))
        #expect(result.text.contains("arn:aws:s3:::acme-state"))
        // A protected stage gets no code but by deployments.
        let open = try await self.release("dev")
        let dev = try PolicyReport(of: ["orders"], in: open, repository: nil, state: nil).result()
        #expect(!dev.text.contains("# trust policy"))
        #expect(dev.text.contains("111111111111") && !dev.text.contains("222222222222"))
    }
}
