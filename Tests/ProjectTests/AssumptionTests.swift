import Model
import Testing

@testable import Project

/// What a project assumes, and says so: this machine's architecture, and regions that this release does not know.
@Suite struct AssumptionTests {
    private func warnings(
        _ yaml: String?, overrides: ProjectOverrides = ProjectOverrides()
    ) async throws -> [Diagnostic] {
        let project = try await settings(yaml, overrides: overrides).resolve(products: .waived) { shop }
        return project.warnings(of: project.functions)
    }

    @Test func theArchitectureOfThisMachineIsNotedOnce() async throws {
        let regions = "version: 1\nregions: [eu-west-1, us-east-1]\n"
        let notes = try await warnings(regions + "functions: { orders: {}, payments: {} }")
        #expect(notes.map(\.identifier) == ["config.host-architecture"])
        #expect(notes.map(\.severity) == [.note])
        #expect(notes.first?.hints == ["write `architecture: arm64` below `defaults:` in swiftlambda.yaml"])
        #expect(
            try await warnings(nil).map(\.hints) == [
                ["create swiftlambda.yaml with `version: 1` and `defaults: { architecture: arm64 }`"]
            ])
        #expect(try await warnings(regions + "defaults: { architecture: arm64 }\nfunctions: { a: {} }") == [])
        #expect(try await warnings(regions + "functions: { a: { architecture: x86_64 } }") == [])
        let flag = ProjectOverrides(architectures: [.arm64, .x86_64])
        #expect(try await warnings(regions + "functions: { a: {} }", overrides: flag) == [])
    }

    @Test func anUnknownRegionHasAWarningWithItsFirstPlace() async throws {
        let found = try await warnings(
            """
            version: 1
            regions: [eu-west-1, eu-north-9]
            defaults: { architecture: arm64 }
            functions:
              a: { insights: { regions: { eu-north-9: false, ap-south-77: false } } }
            """)
        #expect(found.map(\.identifier) == ["config.unknown-region", "config.unknown-region"])
        #expect(found.map(\.severity) == [.warning, .warning])
        #expect(found.map(\.location?.line) == [5, 2])
        #expect(found.last?.hints.first?.contains("eu-north-1") == true)
    }

    @Test func anUnknownRegionOfAFlag() async throws {
        let flags = ProjectOverrides(
            architectures: [.arm64], regions: [try Region.named("eu-north-9", from: .flag("--region"))])
        #expect(try await warnings(nil, overrides: flags).map(\.identifier) == ["config.unknown-region"])
        #expect(throws: SettingError.self) { try Region.named("eu-wset-1", from: .flag("--region")) }
        #expect(throws: SettingError.self) { try Region.known("eu-north-9", from: .flag("--region")) }
    }
}
