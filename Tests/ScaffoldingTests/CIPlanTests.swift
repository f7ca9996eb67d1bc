import Model
import SystemPackage
import TestSupport
import Testing

@testable import Scaffolding

@Suite struct CIPlanTests {
    typealias Target = CIPlan.Target

    private static func target(
        _ stage: String?, _ region: String? = "eu-west-1", account: String? = nil
    ) -> Target {
        Target(stage: stage, region: region.flatMap { Region($0) }, account: account)
    }

    private static let plans: [String: (CIPlan.Route, [CIPlan.Build], DeploySettings.Tool)] = [
        "new": (.approved(target(nil, nil)), [.init(architecture: .arm64)], .terraform),
        "staged": (.promoted(from: target("staging"), to: target("prod")), [.init(architecture: .x86_64)], .terraform),
        "both": (
            .promoted(
                from: target("test", account: "111122223333"),
                to: target("live", "us-gov-west-1", account: "444455556666")),
            [
                .init(architecture: .arm64, functions: ["orders", "prices"]),
                .init(architecture: .x86_64, functions: ["reports"]),
            ], .tofu
        ),
        "single": (.approved(target("prod")), [.init(architecture: .arm64)], .tofu),
    ]

    /// The rendered files, with nothing left of the template's own marks.
    @Test(arguments: CIService.allCases, ["new", "staged", "both", "single"])
    func golden(service: CIService, name: String) throws {
        let (route, builds, tool) = try #require(Self.plans[name])
        let file = try CIPlan(service: service, route: route, builds: builds, tool: tool, version: "1.2.3").file()
        #expect(!file.text.contains("__") && !file.text.contains("#["))
        #expect(!file.text.contains("\n\n\n") && !file.text.contains(" \n"))
        #expect(file.text.hasSuffix("\n") && !file.text.hasSuffix("\n\n"))
        #expect(file.text.split(separator: "\n").allSatisfy { $0.count <= 130 })
        try expectGolden(file.text, FilePath("Golden/\(service.rawValue)-\(name).yml"))
    }

    @Test func everyActionIsPinnedToACommit() throws {
        for (route, builds, tool) in Self.plans.values {
            let text = try CIPlan(service: .github, route: route, builds: builds, tool: tool).file().text
            let actions = text.split(separator: "\n").filter { $0.contains("uses: ") }
            #expect(actions.count >= 6)
            for line in actions { #expect(line.contains(/uses: [a-z-]+\/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$/), "\(line)") }
        }
    }

    @Test(
        arguments: [
            // Stages, protected ones, the one with each push, the approved one.
            ([], [], nil, nil),
            (["prod"], [], nil, "prod"),
            (["dev", "staging", "prod"], ["prod"], "staging", "prod"),
            (["dev", "staging", "prod"], ["staging", "prod"], "staging", "prod"),
            (["dev", "production", "test"], [], "dev", "production"),
            (["prod", "staging"], [], nil, "prod"),
            (["eu", "prod", "sandbox"], ["eu"], nil, "eu"),
            (["first", "second"], [], "first", "second"),
        ] as [([String], Set<String>, String?, String?)])
    func routes(stages: [String], protected: Set<String>, pushed: String?, approved: String?) {
        let route = CIPlan.route(through: stages.map { Target(stage: $0) }, protected: protected)
        if let pushed {
            #expect(route == .promoted(from: Target(stage: pushed), to: Target(stage: approved)))
        } else {
            #expect(route == .approved(Target(stage: approved)))
        }
    }

    @Test func environmentsWithAndWithoutStages() {
        let single = CIPlan(service: .github, route: .approved(Target(stage: "prod")), builds: [])
        #expect(single.planEnvironment == "prod-plan")
        let none = CIPlan(service: .github, route: .approved(Target()), builds: [])
        #expect(none.deployed.environment == "production" && none.planEnvironment == "production-plan")
        #expect(none.deployed.option.isEmpty)
        let route = CIPlan.Route.promoted(from: Target(stage: "staging"), to: Target(stage: "prod"))
        #expect(CIPlan(service: .gitlab, route: route, builds: []).planEnvironment == "staging")
    }

    @Test func sectionsAreKeptOrLeftOut() throws {
        let text = "a\n#[one]\nb\n#[two]\nc\n#[/two]\n#[/one]\nd\n"
        #expect(try TemplateText.choosing(text) { _ in true } == "a\nb\nc\nd\n")
        #expect(try TemplateText.choosing(text) { $0 == "two" } == "a\nd\n")
        #expect(try TemplateText.choosing(text) { $0 == "one" } == "a\nb\nd\n")
        for wrong in ["#[one]\n", "#[/one]\n", "#[one]\n#[two]\n#[/one]\n#[/two]\n"] {
            #expect(throws: TemplateFault.self) { try TemplateText.choosing(wrong) { _ in true } }
        }
        #expect(throws: TemplateFault(tag: "#[one]")) { try TemplateText.choosing(text) { _ in nil } }
    }
}
