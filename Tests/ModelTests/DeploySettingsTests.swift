import Model
import Testing

/// How functions are deployed: the names of workspaces, and the files of smoke events.
@Suite struct DeploySettingsTests {
    private func place(_ stage: String?, _ region: String?) -> Placement {
        Placement(stage: stage, region: region.flatMap { Region($0) })
    }

    @Test func patternsOfWorkspaces() throws {
        let place = place("prod", "eu-west-1")
        #expect(try WorkspacePattern("{stage}-{region}").name(in: place) == "prod-eu-west-1")
        #expect(try WorkspacePattern("shop.{region}_1").name(in: place) == "shop.eu-west-1_1")
        #expect(try WorkspacePattern("{stage}").has(.stage))
        #expect(try !WorkspacePattern("{stage}").has(.region))
    }

    @Test(
        arguments: [
            ("", .empty), ("{account}", .unknownPlaceholder("account")), ("{stage", .unbalancedBrace),
            ("stage}", .unbalancedBrace), ("a/b", .character("/")), ("a b", .character(" ")), ("ü", .character("ü")),
        ] as [(String, WorkspacePattern.Flaw)])
    func flawsOfPatterns(text: String, flaw: WorkspacePattern.Flaw) {
        #expect(throws: flaw) { try WorkspacePattern(text) }
    }

    /// A project with one place may have been applied in any workspace, so that the selected one stays.
    @Test func workspacesWithoutAPattern() throws {
        let settings = DeploySettings()
        let dev = place("dev", "eu-west-1")
        #expect(settings.workspace(of: dev, among: [dev]) == nil)
        #expect(settings.workspace(of: dev, among: [dev, place("prod", "eu-west-1")]) == "dev-eu-west-1")
        let west = place(nil, "eu-west-1")
        #expect(settings.workspace(of: west, among: [west, place(nil, "us-east-1")]) == "eu-west-1")
        let named = DeploySettings(workspace: try WorkspacePattern("shop-{region}"))
        #expect(named.workspace(of: west, among: [west]) == "shop-eu-west-1")
    }

    @Test func smokeEvents() {
        #expect(DeploySettings().smokeEvent(of: "orders") == nil)
        #expect(DeploySettings(smokeEvent: "smoke.json").smokeEvent(of: "orders") == "smoke.json")
        #expect(DeploySettings(smokeEvent: "events/{function}.json").smokeEvent(of: "orders") == "events/orders.json")
    }
}
