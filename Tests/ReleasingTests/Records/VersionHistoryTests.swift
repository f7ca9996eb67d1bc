import Model
import Terraform
import Testing

@testable import Releasing

/// The versions of a function, from what Lambda lists and what records say.
@Suite struct VersionHistoryTests {
    private static let commit = RecordSamples.commit

    static func published(
        _ version: String, hash: String = RecordSamples.codeHash, description: String? = nil,
        modified: String = "2026-01-01T00:00:00.000+0000"
    ) -> VersionHistory.Published {
        VersionHistory.Published(
            version: version,
            description: description ?? VersionDescription(digest: RecordSamples.digest, commit: commit).text(),
            codeHash: hash, modified: modified)
    }

    /// A record that brought the alias from one version to another.
    static func moved(_ before: String, _ after: String, began: Int = 0) throws -> DeploymentRecord {
        var function = RecordSamples.orders
        function.versionAfter = after
        function.aliasBefore = RecordSamples.alias(before)
        function.aliasAfter = RecordSamples.alias(after)
        return RecordSamples.record(began: began, functions: [function])
    }

    @Test func descriptions() {
        let digest = RecordSamples.digest
        let clean = VersionDescription(digest: digest, commit: Self.commit)
        #expect(clean.text() == "commit:\(Self.commit) sha256:\(digest)")
        #expect(VersionDescription(clean.text()) == clean)
        let dirty = VersionDescription(digest: digest, commit: Self.commit, isDirty: true)
        #expect(dirty.text().hasPrefix("commit:\(Self.commit)+dirty "))
        #expect(VersionDescription(dirty.text(of: "Takes orders")) == dirty)
        let bare = VersionDescription(digest: digest, commit: nil)
        #expect(VersionDescription("Takes orders " + bare.text()) == bare)
        for release in [clean, dirty, bare] {
            #expect(VersionDescription.ownWords(of: release.text(of: "Takes orders")) == "Takes orders")
            #expect(VersionDescription.ownWords(of: release.text()) == "")
        }
    }

    /// Lambda refuses a description of more than 256 characters.
    @Test func aDescriptionIsNotTooLong() {
        let longest = VersionDescription(
            digest: RecordSamples.digest, commit: String(repeating: "f", count: 64), isDirty: true)
        let text = longest.text(of: String(repeating: "ü", count: 300))
        #expect(text.count == 256)
        #expect(VersionDescription(text) == longest)
        #expect(text.hasPrefix(String(repeating: "ü", count: 105) + "… commit:"))
        #expect(longest.text().count == ArtifactList.Entry.releaseLength)
        #expect(longest.text(of: "") == longest.text())
        let own = String(repeating: "ü", count: 106)
        #expect(longest.text(of: own) == own + " " + longest.text())
    }

    @Test(arguments: [
        "", "Takes orders", "sha256:", "sha256:abcd", "sha256:" + String(repeating: "AB", count: 32),
        "sha256:" + String(repeating: "g", count: 64), "xsha256:" + String(repeating: "a", count: 64),
    ])
    func otherDescriptionsHaveNone(text: String) {
        #expect(VersionDescription(text) == nil)
    }

    @Test func versionsAliasesAndRecords() throws {
        let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        let history = VersionHistory(
            function: "orders",
            published: [
                Self.published("$LATEST"), Self.published("9"), Self.published("10", hash: other),
                Self.published("8", description: "made by hand", modified: "never"),
            ], aliases: [RecordSamples.alias("9", ["10": 0.1])], records: [try Self.moved("8", "9")])
        #expect(history.versions.map(\.number) == [10, 9, 8])
        let newest = history.versions[0]
        #expect(newest.digest == String(repeating: "0", count: 64))
        // The text is that of another archive.
        #expect(newest.commit == nil)
        #expect(newest.shares.map(\.words) == ["live 10 %"])
        #expect(!newest.hasServed)
        let current = history.versions[1]
        #expect(current.digest == RecordSamples.digest)
        #expect(current.commit == Self.commit)
        #expect(current.shares.map(\.words) == ["live 90 %"])
        #expect(current.deployer == "GitHubActions")
        #expect(current.hasServed)
        #expect(current.time == RecordSamples.start)
        let oldest = history.versions[2]
        #expect(oldest.commit == nil && oldest.time == nil && oldest.shares.isEmpty && oldest.hasServed)
        #expect(history.unpublishedDigest == nil)
    }

    @Test func pushedCodeIsNoVersion() {
        let history = VersionHistory(
            function: "orders",
            published: [
                Self.published("$LATEST", hash: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), Self.published("1"),
            ], aliases: [], records: [])
        #expect(history.unpublishedDigest == String(repeating: "0", count: 64))
    }

    @Test func timesOfLambda() {
        #expect(RecordTime(lambda: "2026-01-01T00:00:00.123+0000") == RecordSamples.start)
        #expect(RecordTime(lambda: "2026-01-01T00:00:00Z") == RecordSamples.start)
        #expect(RecordTime(lambda: "2026-01-01T00:00:00.000+0100") == nil)
        #expect(RecordTime(lambda: "") == nil)
        #expect(RecordSamples.start.text == "2026-01-01T00:00:00Z")
        #expect(RecordSamples.start.shortText == "2026-01-01 00:00")
    }
}
