import Host
import Releasing
import SystemPackage
import Testing

@Suite struct TerraformInvocationTests {
    private let place = TerraformPlace(directory: "/p/terraform", stage: "prod", region: "eu-west-1", workspace: "prod")

    private static let words: [(TerraformInvocation, String)] = [
        (.version, "version -json"),
        (.initialize, "init -input=false -no-color -lock-timeout=60s"),
        (.listWorkspaces, "workspace list -no-color"),
        (.createWorkspace("prod"), "workspace new -no-color -lock-timeout=60s prod"),
        (.selectWorkspace("default"), "workspace select -no-color default"),
        (
            .plan(to: "/tmp/plan"),
            "plan -json -input=false -detailed-exitcode -lock-timeout=60s -out=/tmp/plan -var=stage=prod "
                + "-var=region=eu-west-1"
        ),
        (.show(plan: "/tmp/plan"), "show -json -no-color /tmp/plan"),
        (.apply(plan: "/tmp/plan"), "apply -json -input=false -lock-timeout=60s /tmp/plan"),
        (.outputs, "output -json -no-color"),
    ]

    @Test(arguments: words)
    func arguments(invocation: TerraformInvocation, words: String) {
        let command = invocation.command("/usr/bin/terraform", in: place)
        #expect(command.executable == "/usr/bin/terraform")
        #expect(command.arguments == words.split(separator: " ").map(String.init))
        #expect(command.workingDirectory == "/p/terraform")
        #expect(command.environment["CHECKPOINT_DISABLE"] == "1")
    }

    /// The workspace is set in the environment, but not where Terraform refuses that.
    @Test func workspaces() {
        func environment(_ invocation: TerraformInvocation) -> [String: String?] {
            invocation.command("terraform", in: place).environment
        }
        #expect(environment(.apply(plan: "p"))["TF_WORKSPACE"] == "prod")
        #expect(environment(.outputs)["TF_WORKSPACE"] == "prod")
        #expect(environment(.initialize)["TF_WORKSPACE"] == .some(nil))
        #expect(environment(.createWorkspace("x"))["TF_WORKSPACE"] == .some(nil))
        #expect(!environment(.version).keys.contains("TF_WORKSPACE"))
        let other = TerraformPlace(directory: "/p")
        let command = TerraformInvocation.plan(to: "p").command("terraform", in: other)
        #expect(!command.environment.keys.contains("TF_WORKSPACE"))
        #expect(!command.arguments.contains { $0.hasPrefix("-var") })
    }

    /// What changes something is interrupted, and not killed.
    @Test func cancellation() {
        for invocation in [TerraformInvocation.apply(plan: "p"), .plan(to: "p"), .initialize] {
            let command = invocation.command("terraform", in: place)
            #expect(command.cancellation == .interrupt(patience: .seconds(600)))
        }
        #expect(TerraformInvocation.outputs.command("terraform", in: place).cancellation == .terminate)
    }
}
