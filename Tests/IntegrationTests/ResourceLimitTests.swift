import SystemPackage
import TestSupport
import Testing

/// Limits that are too tight end in an error, and never in a wait or a trap.
@Suite struct ResourceLimitTests {
    @Test(
        arguments: [
            "-n 4", "-n 6", "-n 20", "-v 60000", "-v 100000", "-v 150000", "-v 250000",
        ])
    func everyCommandSaysWhatItLacks(limit: String) async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        try scratch.write("#!/bin/sh\n", to: "bootstrap")
        for command in ["inspect bootstrap", "insights arn --region eu-west-1 --arch arm64", "terraform", "package"] {
            let result = try await runTool(
                "sh", ["-c", "ulimit \(limit) && exec \"$0\" \(command) < /dev/null", BuiltTool.path.string],
                in: scratch.path, timeLimit: .seconds(60))
            // A signal's status would be 128 and more. Below what the loader needs, it is the loader that says so.
            #expect(result.status < 128, "\(command): \(result.status) \(result.error)")
            #expect(result.status == 0 || !result.error.isEmpty, "\(command)")
        }
    }
}
