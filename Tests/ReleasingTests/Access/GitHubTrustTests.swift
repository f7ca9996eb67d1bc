import Model
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

/// Who on GitHub may assume the role.
@Suite struct GitHubTrustTests {
    private func trust(_ repository: String, _ origin: GitHubTrust.Origin) throws -> GitHubTrust {
        GitHubTrust(repository: try GitHubRepository(repository), origin: origin, account: "123456789012")
    }

    @Test func golden() throws {
        try expectGolden(
            try trust("octo-org@123456/shop@456789", .environment("prod")).document.json(),
            "Golden/trust-environment.json")
        try expectGolden(
            try trust("octo-org/shop", .branch("release/*")).document.json(), "Golden/trust-branches.json")
    }

    @Test func subjects() throws {
        #expect(try trust("o/shop", .environment("prod")).subject == "repo:o/shop:environment:prod")
        #expect(try trust("o@1/shop@2", .environment("a:b")).subject == "repo:o@1/shop@2:environment:a%3Ab")
        #expect(try trust("o/shop", .branch("main")).subject == "repo:o/shop:ref:refs/heads/main")
        #expect(try trust("o/shop", .tag("v*")).subject == "repo:o/shop:ref:refs/tags/v*")
    }

    @Test func aRepositoryWithoutNumbersHasANote() throws {
        #expect(try trust("o/shop", .tag("v1")).warnings.map(\.identifier) == ["release.github-numbers"])
        #expect(try trust("o@1/shop@2", .tag("v1")).warnings.isEmpty)
        var other = try trust("o@1/shop@2", .tag("v1"))
        other.account = nil
        #expect(other.warnings.map(\.identifier) == ["release.trust-without-account"])
    }

    @Test(arguments: [
        "https://github.com/octo-org/my.shop_1.git", "https://github.com/octo-org/my.shop_1",
        "git@github.com:octo-org/my.shop_1.git", "ssh://git@github.com/octo-org/my.shop_1.git", "octo-org/my.shop_1",
    ])
    func addressesOfARepository(text: String) throws {
        let repository = try GitHubRepository(text)
        #expect(repository.owner == "octo-org")
        #expect(repository.name == "my.shop_1")
        #expect(repository.numbers == nil)
    }

    /// A pattern in the name would trust the repositories of others.
    @Test(arguments: [
        "", "shop", "o/", "/shop", "o/shop/x", "*/shop", "o/*", "o@1/shop", "o/shop@2", "o@x/shop@2", "o@1@2/shop@2",
        "https://gitlab.com/o/shop", "o/sh op", "o:x/shop",
    ])
    func otherTextsAreRefused(text: String) throws {
        let error = try #require(throws: GitHubRepositoryError.self) { try GitHubRepository(text) }
        #expect(error.diagnostics.map(\.identifier) == ["release.github-repository"])
        #expect(error.exitStatus == .usage)
    }
}
