import Model
import Testing

@testable import Packaging

@Suite struct TreeAuditTests {
    private func entries(_ paths: [String]) -> [AuditedEntry] {
        paths.enumerated().map { index, path in
            AuditedEntry(path: path, kind: .file, permissions: 0o644, sizeBytes: 1, index: index)
        }
    }

    private func identifiers(_ paths: [String]) -> [String] {
        TreeAudit(entries: entries(paths)).findings().map(\.identifier)
    }

    @Test func anOrdinaryTreeHasNoFindings() {
        #expect(identifiers(["bootstrap", "lib/libx.so.1", "Assets/.hidden", "a..b/c", "environment"]).isEmpty)
    }

    @Test(arguments: ["../x", "/etc/passwd", "a/../../x", "a/..", "..\\x", "a/../b"])
    func pathsThatClimbAreErrors(path: String) {
        #expect(identifiers([path]) == ["archive.path-traversal"])
    }

    @Test(arguments: [
        ("lib/a", "b", false), ("lib/a", "../b", false), ("lib/a", "../../b", true), ("a", "/etc/passwd", true),
        ("a/b/c", "../../d", false), ("a", "x/../..", true),
    ])
    func linksMayClimbOnlyInsideTheTree(path: String, target: String, leaves: Bool) {
        let entry = AuditedEntry(path: path, kind: .link(target: target), permissions: 0o777, sizeBytes: 0, index: 0)
        #expect(TreeAudit(entries: [entry]).findings().map(\.identifier) == (leaves ? ["archive.link-outside"] : []))
    }

    @Test func oneNameTwiceIsAnErrorAndTwoCasesAWarning() {
        let findings = TreeAudit(entries: entries(["a", "b", "a", "B"])).findings()
        #expect(findings.map(\.identifier) == ["archive.duplicate", "archive.case-clash"])
        #expect(findings.map(\.severity) == [.error, .warning])
    }

    @Test(arguments: [
        ".env", "config/.env.production", "keys/server.pem", ".aws/credentials", ".git/config", "a/.git/HEAD",
        ".ssh/known_hosts", "id_ed25519", "x/.netrc",
    ])
    func secretsAreWarnedOf(path: String) {
        #expect(identifiers([path]) == ["archive.secret"])
    }

    @Test(arguments: ["credentials", ".environment", "pem", ".gitignore", "src/id_rsa/readme.txt"])
    func namesThatOnlyResembleSecretsAreNot(path: String) {
        #expect(identifiers([path]).isEmpty)
    }

    @Test func aRepositoryIsReportedOnceAndNotForEachOfItsFiles() {
        #expect(identifiers([".git/HEAD", ".git/config", ".git/objects/00/1"]) == ["archive.secret"])
    }

    @Test func worldWritableFilesAreWarnedOfAndLinksAreNot() {
        let entries = [
            AuditedEntry(path: "a", kind: .file, permissions: 0o666, sizeBytes: 0, index: 0),
            AuditedEntry(path: "b", kind: .link(target: "a"), permissions: 0o777, sizeBytes: 0, index: 1),
            AuditedEntry(path: "c", kind: .file, permissions: nil, sizeBytes: 0, index: 2),
        ]
        #expect(TreeAudit(entries: entries).findings().map(\.summary) == ["'a' may be written by anybody"])
    }

    @Test(arguments: [
        (Int64(LambdaLimits.unzippedBytes), []),
        (Int64(LambdaLimits.unzippedBytes) + 1, ["archive.too-large-unzipped"]),
        (Int64.max, ["archive.too-large-unzipped"]),
    ])
    func theUnzippedLimitIsExact(size: Int64, expected: [String]) {
        let entries = [
            AuditedEntry(path: "a", kind: .file, permissions: 0o644, sizeBytes: size, index: 0),
            AuditedEntry(path: "b", kind: .file, permissions: 0o644, sizeBytes: 0, index: 1),
        ]
        #expect(TreeAudit(entries: entries).findings().map(\.identifier) == expected)
    }

    @Test func theUploadLimitIsAWarning() {
        #expect(TreeAudit.zippedSize(Int64(LambdaLimits.zippedBytes)).isEmpty)
        #expect(TreeAudit.zippedSize(Int64(LambdaLimits.zippedBytes) + 1).map(\.severity) == [.warning])
    }
}
