import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Commands

/// `init --ci`, which also works in a package that exists.
@Suite(.serialized) struct InitCITests {
    private let scratch: ScratchDirectory
    private static let workflow = ".github/workflows/swiftlambda.yml"
    private static let stages = """
        version: 1
        regions: [eu-west-1]
        artifacts: { bucket: shop-artifacts }
        stages:
          dev: {}
          staging: {}
          prod: { protected: true }
        defaults: { architecture: arm64 }
        functions:
          orders: {}
          reports: { architecture: x86_64 }
          prices: {}

        """

    init() throws { scratch = try ScratchDirectory() }

    private func run(
        _ arguments: [String], in directory: String = "", environment: [String: String] = [:]
    ) async -> Run {
        await Run(
            ["init"] + arguments, environment: environment, files: scratch.files,
            workingDirectory: directory.isEmpty ? scratch.path : scratch.appending(directory))
    }

    @Test func onlyTheWorkflowIsAdded() async throws {
        try scratch.write(Self.stages, to: "shop/swiftlambda.yaml")
        try scratch.write("terraform {\n  backend \"s3\" {}\n}\n", to: "shop/terraform/backend.tf")
        try scratch.files.makeDirectory(scratch.appending("shop/.git"))
        let run = await run(["--ci", "github"], in: "shop")
        #expect(run.status == .success)
        #expect(run.output == Self.workflow + "\n")
        #expect(run.error.contains("each push to main is deployed to staging, and promoted to prod after approval"))
        let policy = "swiftlambda deploy --stage staging --print-policy --github OWNER/REPO --state-bucket STATE"
        #expect(run.error.contains("hint: \(policy)\n"))
        #expect(run.error.contains("hint: gh variable set AWS_ROLE_ARN --env prod --body ROLE_ARN\n"))
        #expect(run.error.contains("prod-approval, with required reviewers"))
        #expect(!run.error.contains("warning:"))
        let text = try scratch.text(of: "shop/" + Self.workflow)
        #expect(text.contains(#"{ arch: arm64, runner: ubuntu-24.04-arm, functions: "orders prices" }"#))
        #expect(text.contains(#"{ arch: x86_64, runner: ubuntu-24.04, functions: "reports" }"#))
        #expect(try scratch.files.names(in: scratch.appending("shop")).count == 4)
    }

    @Test func aSecondRunChangesNothingAndAnEditedFileStays() async throws {
        try scratch.write(Self.stages, to: "shop/swiftlambda.yaml")
        let first = await run(["--ci", "gitlab", "--directory", "shop"])
        #expect(first.status == .success && first.output == "shop/.gitlab-ci.yml\n")
        #expect(await run(["--ci", "gitlab", "--directory", "shop"]).output == first.output)
        try scratch.write("mine\n", to: "shop/.gitlab-ci.yml")
        let edited = await run(["--ci", "gitlab", "--directory", "shop"])
        #expect(edited.status == .badInput && edited.output.isEmpty)
        #expect(edited.error.contains("error: 'shop/.gitlab-ci.yml' exists and differs"))
        #expect(edited.error.contains("hint: mv shop/.gitlab-ci.yml shop/.gitlab-ci.yml.old"))
        #expect(try scratch.text(of: "shop/.gitlab-ci.yml") == "mine\n")
    }

    @Test func aNewPackageHasItToo() async throws {
        let run = await run(["orders", "--ci", "github", "--arch", "arm64", "--format", "json"])
        #expect(run.status == .success)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect((object["files"] as? [String])?.contains(Self.workflow) == true)
        let commands = try #require(object["nextCommands"] as? [String])
        #expect(commands.contains("swiftlambda deploy --print-policy --github OWNER/REPO --state-bucket STATE"))
        let found = (object["diagnostics"] as? [[String: Any]])?.compactMap { $0["identifier"] as? String }
        #expect(found == ["init.created", "init.ci-created", "init.ci-no-artifacts", "init.ci-local-state"])
        #expect(try scratch.text(of: "orders/" + Self.workflow).contains("environment: production\n"))
        // The package exists now, and its own settings give the same file.
        #expect(await self.run(["--ci", "github"], in: "orders").status == .success)
    }

    @Test func theResultIsJSONWhereThatIsAskedFor() async throws {
        try scratch.write(Self.stages, to: "repository/shop/swiftlambda.yaml")
        try scratch.files.makeDirectory(scratch.appending("repository/.git"))
        let run = await run(["--ci", "github", "--format", "json"], in: "repository/shop")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["service"] as? String == "github")
        #expect(object["deployed"] as? String == "staging" && object["promoted"] as? String == "prod")
        #expect(object["architectures"] as? [String] == ["arm64", "x86_64"])
        let found = (object["diagnostics"] as? [[String: Any]])?.compactMap { $0["identifier"] as? String }
        #expect(found == ["init.ci-created", "init.ci-local-state", "init.ci-not-at-root"])
        #expect(run.output.contains("'shop' of a larger repository"))
    }

    @Test func aDirectoryWithoutPackageIsNamedByTheOptionThatInitHas() async throws {
        let run = await run(["--ci", "github"])
        #expect(run.status == .badInput && run.error.contains("there is no Package.swift"))
        #expect(run.error.contains("--directory") && !run.error.contains("--package-path"))
    }

    @Test(arguments: [[], ["--template", "postgres", "--ci", "github"], ["--ci", "jenkins"]])
    func wrongUse(arguments: [String]) async throws {
        let run = await run(arguments)
        #expect(run.status == .usage && !run.error.isEmpty)
        #expect(try scratch.files.names(in: scratch.path).isEmpty)
    }
}
