import Model
import Testing

@testable import LinkAudit

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

    @Test func oneNameTwiceIsAnErrorAndTwoCasesAWarning() {
        let findings = TreeAudit(entries: entries(["a", "b", "a", "B"])).findings()
        #expect(findings.map(\.identifier) == ["archive.duplicate", "archive.case-clash"])
        #expect(findings.map(\.severity) == [.error, .warning])
        #expect(findings.map(\.summary) == ["'a' is in the archive 2 times", "these differ only in case: 'B', 'b'"])
    }

    @Test func oneNameInTwoUnicodeFormsIsTwoFilesOfLinux() {
        let findings = TreeAudit(entries: entries(["\u{E9}", "e\u{301}"])).findings()
        #expect(findings.map(\.identifier) == ["archive.case-clash"])
        #expect(findings.first?.summary.hasPrefix("these differ only in Unicode form: ") == true)
    }

    @Test func aFileWhereOthersNeedADirectoryIsAnError() {
        let findings = TreeAudit(entries: entries(["a", "a/b", "a/c", "a-b"])).findings()
        #expect(findings.map(\.identifier) == ["archive.below-file"])
        #expect(findings.first?.summary == "2 entries lie below paths that are files or links")
        #expect(findings.first?.explanation?.hasPrefix("'a/b', 'a/c'.\n") == true)
    }

    @Test func pathsThatLinuxCannotHaveAreErrors() {
        let name = String(repeating: "n", count: 255)
        let longest = Array(repeating: name, count: 15).joined(separator: "/") + "/" + String(name.dropLast())
        #expect(identifiers([name]).isEmpty && identifiers([longest + "x"]).isEmpty)
        #expect(identifiers([name + "n"]) == ["archive.path-too-long"])
        #expect(identifiers([longest + "x/y"]) == ["archive.path-too-long"])
    }

    @Test(.timeLimit(.minutes(1))) func thousandsOfDirectoriesTakeTimeInProportion() {
        let deep = String(repeating: "d/", count: 30_000)
        let clock = ContinuousClock()
        let time = clock.measure {
            let findings = TreeAudit(entries: entries(["bootstrap"] + (0..<20).map { "\(deep)\($0)" })).findings()
            #expect(findings.map(\.identifier) == ["archive.path-too-long"])
            #expect(findings.allSatisfy { $0.summary.utf8.count + ($0.explanation?.utf8.count ?? 0) < 2_000 })
        }
        // Storing each prefix took 33 seconds for one such entry; reading the names takes a few milliseconds each.
        #expect(time < .seconds(20), "\(time)")
    }

    @Test func thousandsOfFindingsAreOne() throws {
        let names = (0..<8_000).flatMap { ["NAME\($0)", "name\($0)"] }
        let findings = TreeAudit(entries: entries(names)).findings()
        #expect(findings.map(\.identifier) == ["archive.case-clash"])
        let clash = try #require(findings.first)
        #expect(clash.summary == "16000 names differ from others only in case or in Unicode form")
        #expect((clash.explanation?.utf8.count ?? 0) < 1_000)

        let open = (0..<5_000).map {
            AuditedEntry(path: "f\($0)", kind: .file, permissions: 0o666, sizeBytes: 0, index: $0)
        }
        #expect(TreeAudit(entries: open).findings().map(\.summary) == ["5000 entries are world-writable"])
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

    @Test func whatLambdasUserCannotOpenIsAnError() {
        let entries = [
            AuditedEntry(path: "a", kind: .file, permissions: 0o600, sizeBytes: 0, index: 0),
            AuditedEntry(path: "b", kind: .directory, permissions: 0o700, sizeBytes: 0, index: 1),
            AuditedEntry(path: "c", kind: .directory, permissions: 0o711, sizeBytes: 0, index: 2),
            AuditedEntry(path: "bootstrap", kind: .file, permissions: 0o711, sizeBytes: 0, index: 3),
        ]
        let findings = TreeAudit(entries: entries).findings()
        #expect(findings.map(\.identifier) == ["archive.unreadable"])
        #expect(findings.map(\.severity) == [.error])
        #expect(findings.first?.explanation?.hasPrefix("'a', 'b'.") == true)
    }

    @Test func aBootstrapWithoutAUnixModeIsAnError() {
        let entries = ["bootstrap", "data"].enumerated().map {
            AuditedEntry(path: $1, kind: .file, permissions: nil, sizeBytes: 0, index: $0)
        }
        #expect(TreeAudit(entries: entries).findings().map(\.identifier) == ["archive.no-modes"])
        #expect(TreeAudit(entries: [entries[1]]).findings().isEmpty)
    }

    @Test func worldWritableFilesAreWarnedOfAndLinksAreNot() {
        let entries = [
            AuditedEntry(path: "a", kind: .file, permissions: 0o666, sizeBytes: 0, index: 0),
            AuditedEntry(path: "b", kind: .link(target: "a"), permissions: 0o777, sizeBytes: 0, index: 1),
            AuditedEntry(path: "c", kind: .file, permissions: nil, sizeBytes: 0, index: 2),
        ]
        #expect(TreeAudit(entries: entries).findings().map(\.summary) == ["'a' is world-writable"])
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
