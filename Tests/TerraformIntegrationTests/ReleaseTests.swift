import Foundation
import Host
import Insights
import Model
import SystemPackage
import TestSupport
import Testing

private let layers: [String] = ["eu-west-1"].compactMap { name in
    guard let region = Region(name), let architecture = Architecture.current else { return nil }
    return try? LayerCatalogue.bundled().layer(in: region, for: architecture).arn
}

/// The life of a project on AWS: `docs/releases.md`, with the real `swiftlambda`, Terraform and AWS command line.
///
/// moto answers each invocation with its event; a function that fails is played by a program in the place of `aws`, which
/// passes on all else.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: layers))
struct ReleaseTests {
    @Test func life() async throws {
        let project = try await ReleasedProject()
        try await firstDeployment(project)
        try await promotion(project)
        try await canaries(project)
        try await rollbacks(project)
        try await pushes(project)
        try await failures(project)
        try await killedRuns(project)
        try await removal(project)
    }

    private func firstDeployment(_ project: ReleasedProject) async throws {
        let asked = try await project.run(["deploy"])
        #expect(try asked.status == 64 && asked.diagnosticIdentifiers == ["release.stage-needed"])
        let plan = try await project.run(["deploy", "--stage", "dev", "--plan-only"])
        #expect(plan.status == 0, "\(plan.error)")
        #expect(try plan.json["hasChanges"] as? Bool == true)
        // Nothing was changed: not even the bucket has anything.
        #expect(try await project.keys().isEmpty)
        let waiting = try await project.run(["deploy", "--stage", "dev"])
        #expect(waiting.status == 1, "\(waiting.error)")
        let deployed = try await project.run(["deploy", "--stage", "dev", "--yes"])
        #expect(deployed.status == 0, "\(deployed.error)")
        #expect(try deployed.place["applied"] as? Bool == true)
        #expect(try await project.serving("dev") == ["1": 100])
        try await project.expectEmptyPlan("dev")
        let again = try await project.run(["deploy", "--stage", "dev", "--yes"])
        #expect(again.status == 0, "\(again.error)")
        #expect(try again.place["hasChanges"] as? Bool == false)
        // One archive for both functions' names each, and one record.
        #expect(try await project.keys().count == 3)
    }

    private func promotion(_ project: ReleasedProject) async throws {
        let wrong = try await project.run(
            ["deploy", "--stage", "prod", "--yes"], environment: ["SWIFTLAMBDA_ACCOUNT": "111122223333"])
        #expect(try wrong.status == 69 && wrong.diagnosticIdentifiers == ["release.wrong-account"])
        let early = try await project.run(["promote", "--from", "staging", "--to", "prod", "--yes"])
        #expect(try early.status == 1 && early.diagnosticIdentifiers == ["promote.not-deployed"])
        let staging = try await project.run(["deploy", "--stage", "staging", "--yes"])
        #expect(staging.status == 0, "\(staging.error)")
        let promoted = try await project.run(["promote", "--from", "staging", "--to", "prod", "--yes"])
        #expect(promoted.status == 0, "\(promoted.error)")
        // The same bytes are sent once, whatever the stage.
        #expect(try await project.keys().filter { $0.hasSuffix(".zip") }.count == 2)
        #expect(try await project.serving("prod") == ["1": 100])
        try await project.expectEmptyPlan("prod")
        let versions = try await project.run(["versions", "greeter", "--stage", "prod"])
        let version = try #require(try versions.versions.first)
        #expect(version["commit"] as? String == project.commit)
        #expect(version["dirty"] as? Bool == false)
        #expect(version["deployer"] as? String == "moto")
    }

    private func canaries(_ project: ReleasedProject) async throws {
        try project.changeCode("Good day")
        let dirty = try await project.run(["deploy", "--stage", "prod"])
        #expect(try dirty.status == 1 && dirty.diagnosticIdentifiers == ["deploy.uncommitted-sources"])
        try await project.aws(["cloudwatch", "put-metric-alarm"] + ReleasedProject.alarm)
        let alone = try await project.run([
            "deploy", "plain", "--stage", "dev", "--canary", "10%", "--for", "1s", "--yes",
        ])
        #expect(try alone.status == 64 && alone.diagnosticIdentifiers.contains("deploy.canary-needs-alias"))
        let canary = ["deploy", "greeter", "--stage", "dev", "--canary", "10%", "--alarm", "errors", "--yes", "--for"]
        let good = try await project.run(canary + ["1s"])
        #expect(good.status == 0, "\(good.error)")
        #expect(good.error.contains("greeter: version 1 serves 90 %, version 2 10 %"))
        #expect(try await project.serving("dev") == ["2": 100])
        try await project.expectEmptyPlan("dev")

        try project.changeCode("Good night")
        let tool = try project.start(canary + ["90s"])
        try await waitUntil("the canary has begun; so far: \(tool.error)") {
            try await project.serving("dev") == ["2": 90, "3": 10]
        }
        try await project.expectEmptyPlan("dev")
        try await project.aws(
            [
                "cloudwatch", "set-alarm-state", "--alarm-name", "errors", "--state-value", "ALARM", "--state-reason",
                "x",
            ])
        #expect(try await tool.status == 1)
        #expect(tool.error.contains("the canary was taken back: the alarm 'errors' is in the state ALARM"))
        #expect(try await project.serving("dev") == ["2": 100])
        // It is not continued by the way, but when that is asked for.
        let left = try await project.run(["deploy", "--stage", "dev", "--yes"])
        #expect(left.status == 0, "\(left.error)")
        #expect(try await project.serving("dev") == ["2": 100])
        let refused = try await project.run(canary.filter { $0 != "greeter" } + ["1s", "--resume"])
        #expect(try refused.status == 1 && refused.diagnosticIdentifiers.contains("deploy.canary-refused"))
        let resumed = try await project.run(["deploy", "--stage", "dev", "--resume", "--yes"])
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try await project.serving("dev") == ["3": 100])
    }

    private func rollbacks(_ project: ReleasedProject) async throws {
        let back = try await project.run(["rollback", "--stage", "dev"])
        #expect(back.status == 0, "\(back.error)")
        #expect(try await project.serving("dev") == ["2": 100])
        try await project.expectEmptyPlan("dev")
        let named = try await project.run(["rollback", "greeter", "--stage", "dev", "--to", "3"])
        #expect(named.status == 0, "\(named.error)")
        #expect(try await project.serving("dev") == ["3": 100])
        let unknown = try await project.run(["rollback", "greeter", "--stage", "dev", "--to", "9"])
        #expect(try unknown.status == 64 && unknown.diagnosticIdentifiers == ["release.unknown-version"])
    }

    private func pushes(_ project: ReleasedProject) async throws {
        let before = try await project.code("greeter-dev")
        try project.changeCode("Pushed")
        let pushed = try await project.run(["push", "greeter", "--stage", "dev"])
        #expect(pushed.status == 0, "\(pushed.error)")
        #expect(try await project.code("greeter-dev") != before)
        let refused = try await project.run(["push", "greeter", "--stage", "prod"])
        #expect(try refused.status == 64 && refused.diagnosticIdentifiers == ["push.protected"])
        try project.changeCode("Good night")
        let deployed = try await project.run(["deploy", "greeter", "--stage", "dev", "--yes"])
        #expect(deployed.status == 0, "\(deployed.error)")
        #expect(deployed.error.contains("greeter runs code that was not deployed"))
        #expect(try await project.code("greeter-dev") == before)
        try await project.expectEmptyPlan("dev")
    }

    private func failures(_ project: ReleasedProject) async throws {
        try project.changeCode("Farewell")
        try project.play("fails")
        let failed = try await project.run(["deploy", "greeter", "--stage", "dev", "--yes"])
        #expect(try failed.status == 1 && failed.diagnosticIdentifiers.contains("deploy.smoke-failed"))
        #expect(failed.error.contains("Its log ends with:"))
        #expect(try await project.serving("dev") == ["3": 100])
        try project.play(nil)
        let again = try await project.run(["deploy", "greeter", "--stage", "dev", "--yes"])
        #expect(again.status == 0, "\(again.error)")
        #expect(try await project.serving("dev") == ["4": 100])
    }

    private func killedRuns(_ project: ReleasedProject) async throws {
        try project.changeCode("Good bye")
        try project.play("hangs")
        let tool = try project.start(["deploy", "greeter", "--stage", "dev", "--yes"])
        try await waitUntil("the smoke event is sent; so far: \(tool.error)") { try project.isHanging }
        try tool.send(SIGKILL)
        try project.play(nil)
        #expect(try await tool.status == 128 + SIGKILL)
        #expect(try await project.serving("dev") == ["4": 100])
        let other = try await project.run(["deploy", "greeter", "--stage", "dev", "--yes"])
        #expect(try other.status == 1 && other.diagnosticIdentifiers == ["release.in-progress"])
        let finished = try await project.run(["deploy", "--stage", "dev", "--resume", "--yes"])
        #expect(finished.status == 0, "\(finished.error)")
        #expect(try await project.serving("dev") == ["5": 100])
        try await project.expectEmptyPlan("dev")
    }

    private func removal(_ project: ReleasedProject) async throws {
        try project.removePlain()
        let refused = try await project.run(["deploy", "--stage", "dev", "--yes"])
        #expect(try refused.status == 1 && refused.diagnosticIdentifiers.contains("deploy.destroys-not-allowed"))
        let flags = try refused.json["diagnostics"] as? [[String: Any]] ?? []
        let hint = flags.compactMap { $0["hints"] as? [String] }.joined().first { $0.contains("--allow-destroy") }
        let addresses = try #require(hint).matches(of: #/--allow-destroy (\S+)/#).map { String($0.1) }
        #expect(addresses.contains("aws_lambda_function.plain"))
        let removed = try await project.run(
            ["deploy", "--stage", "dev", "--yes"] + addresses.flatMap { ["--allow-destroy", $0] })
        #expect(removed.status == 0, "\(removed.error)")
        try await project.expectEmptyPlan("dev")
        for stage in ["dev", "staging", "prod"] { try await project.destroy(stage) }
        let names = ["lambda", "list-functions", "--query", "Functions[].FunctionName", "--output", "json"]
        #expect(try await project.aws(names) == "[]\n")
    }
}

extension ToolResult {
    /// The only place of a deployment.
    fileprivate var place: [String: Any] {
        get throws { try #require((try json["places"] as? [[String: Any]])?.first) }
    }

    /// The versions of the only function of the only place.
    fileprivate var versions: [[String: Any]] {
        get throws {
            let functions = try #require(try place["functions"] as? [[String: Any]])
            return try #require(functions.first?["versions"] as? [[String: Any]])
        }
    }
}
