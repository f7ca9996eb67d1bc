import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Packaging

@Suite struct ProvenanceTests {
    @Test func golden() throws {
        let statement = ShippingSample().statement(
            rebuild: ProvenanceBuilder.Rebuild(sha256: ShippingSample.digest("a"), isIdentical: true))
        let text = String(decoding: try ShippedJSON.bytes(of: statement), as: UTF8.self)
        try expectGolden(text, "Golden/orders.provenance.json")
        #expect(!text.contains("token"))
        #expect(try ShippedJSON.document(ProvenanceStatement.self, from: Array(text.utf8)) == statement)
    }

    /// A commit is a source only if it is what was built.
    @Test func dirtyTree() {
        var sample = ShippingSample()
        sample.manifest.git?.isDirty = true
        let dirty = sample.statement()
        #expect(!dirty.dependencies.contains { $0.name == "source" })
        #expect(dirty.git == GitState(commit: ShippingSample.commit("e"), isDirty: true))
        sample.manifest.git = nil
        #expect(sample.statement(remote: "/src/shop").parameters.source == nil)
    }

    @Test func rebuilds() {
        #expect(ShippingSample().statement().isReproduced == nil)
        let other = ProvenanceBuilder.Rebuild(sha256: ShippingSample.digest("b"), isIdentical: false)
        #expect(ShippingSample().statement(rebuild: other).isReproduced == false)
    }

    /// The identifiers are those of the services' own provenance.
    @Test func services() {
        let github = BuildService(environment: [
            "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "me/shop",
            "GITHUB_RUN_ID": "7", "GITHUB_RUN_ATTEMPT": "2", "RUNNER_ENVIRONMENT": "github-hosted",
        ])
        #expect(github.identifier == "https://github.com/actions/runner/github-hosted")
        #expect(github.invocation == "https://github.com/me/shop/actions/runs/7/attempts/2")
        let gitlab = BuildService(environment: [
            "GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.com/me/shop", "CI_RUNNER_ID": "3",
            "CI_JOB_URL": "https://gitlab.com/me/shop/-/jobs/9",
        ])
        #expect(gitlab.identifier == "https://gitlab.com/me/shop/-/runners/3")
        #expect(gitlab.invocation == "https://gitlab.com/me/shop/-/jobs/9")
        #expect(BuildService(environment: ["CI": "true", "GITHUB_ACTIONS": "true"]) == .anyMachine)
    }

    /// What is recorded is what is built again, whatever the settings are by then.
    @Test func parameters() throws {
        let parameters = ShippingSample().statement().parameters
        var now = LambdaFunction(name: "orders", product: "Other", architecture: .x86_64)
        now.include = [IncludeRule(source: "Other")]
        now.layers = ["arn"]
        let function = try #require(parameters.applied(to: now))
        #expect(function.product == "Orders" && function.architecture == .arm64 && function.layers == ["arn"])
        #expect(function.include == [IncludeRule(source: "Assets", destination: "assets")])
        #expect(function.build.builder.choice == .container && function.build.bundle == .libraries)
        #expect(function.build.builder.image == "docker.io/library/swift:6.3.1")
        var unknown = parameters
        unknown.bundle = "everything"
        #expect(unknown.applied(to: now) == nil)
    }

    /// `origin` is chosen among several remotes.
    @Test func remotes() {
        let text = "remote.fork.url https://host/me/a\nremote.origin.url git@host:o/a.git\n"
        #expect(SourceRepository.location(inRemotes: text)?.url == "ssh://git@host/o/a.git")
        #expect(SourceRepository.location(inRemotes: "remote.fork.url https://host/me/a\n")?.path == "me/a")
        #expect(SourceRepository.location(inRemotes: "remote.origin.url /src/a\n") == nil)
        #expect(SourceRepository.location(inRemotes: "") == nil)
    }

    @Test func repositories() async throws {
        let processes = ScriptedProcessRunner()
        let place = ["-c", "safe.directory=/r/lambda", "-C", "/r/lambda"]
        processes.answer("git", place + ["rev-parse"], output: "lambda/\n")
        processes.answer("git", place + ["config"], output: "remote.origin.url https://u:p@host/o/a\n")
        let host = Host.testing(processes: processes)
        #expect(
            try await SourceRepository.read(package: "/r/lambda", on: host)
                == SourceRepository(location: RemoteLocation("https://host/o/a"), packagePath: "lambda"))
        processes.answer("git", place + ["rev-parse"], output: "\n")
        processes.answer("git", place + ["config"], status: 1)
        #expect(
            try await SourceRepository.read(package: "/r/lambda", on: host)
                == SourceRepository(location: nil, packagePath: "."))
        processes.answer("git", place + ["rev-parse"], error: "fatal: not a git repository", status: 128)
        #expect(try await SourceRepository.read(package: "/r/lambda", on: host) == nil)
        let without = ScriptedProcessRunner()
        without.answer("git") { throw ProcessError.notFound(executable: $0.executable) }
        #expect(try await SourceRepository.read(package: "/r", on: .testing(processes: without)) == nil)
    }
}
