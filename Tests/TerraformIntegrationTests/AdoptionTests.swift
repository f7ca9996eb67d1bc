import HCL
import Host
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

/// Functions that exist before Terraform knows them.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: []))
struct AdoptionTests {
    /// A function and its log group are taken over, not made again, and the second plan is empty with and without imports.
    @Test func adoption() async throws {
        let deployment = try await Deployment(
            [LambdaFunction(name: "adopted", product: "A", architecture: .arm64, insights: .disabled)],
            regions: ["eu-west-1"], adopting: ["adopted"])
        let made = try await runTool(
            "python3", [Moto.script("artifacts.py"), "\(deployment.moto.port)", "make", "adopted", "by hand"])
        try #require(made.status == 0, "\(made.error)")
        try deployment.write("moto_override.tf", [deployment.provider()])
        let terraform = deployment.terraform
        try await terraform.run(["init"], in: deployment.directory)
        try await terraform.run(["validate"], in: deployment.directory)
        let plan = try await terraform.run(["plan", "-no-color", "-out=plan"], in: deployment.directory).output
        #expect(plan.contains("Plan: 2 to import, 2 to add, 2 to change, 0 to destroy."))
        try await terraform.run(["apply", "plan"], in: deployment.directory)
        try await terraform.run(["plan", "-detailed-exitcode"], in: deployment.directory)
        try deployment.remove("imports.tf")
        try await terraform.run(["plan", "-detailed-exitcode"], in: deployment.directory)
        let deployed = try await deployment.readBack(region: "eu-west-1")
        #expect(deployed["adopted"]?.codeSha256 == deployment.hashes["adopted"])
        #expect(deployed["adopted"]?.role == "adopted-eu-west-1")
    }
}
