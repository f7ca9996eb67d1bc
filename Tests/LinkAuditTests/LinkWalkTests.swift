import Model
import Testing

@testable import LinkAudit

@Suite struct LinkWalkTests {
    private func findings(_ links: [(path: String, target: String)], files: [String] = []) -> [Diagnostic] {
        let entries =
            links.enumerated().map { index, link in
                AuditedEntry(
                    path: link.path, kind: .link(target: link.target), permissions: 0o777, sizeBytes: 0, index: index)
            }
            + files.enumerated().map { index, path in
                AuditedEntry(
                    path: path, kind: .file, permissions: 0o644, sizeBytes: 0, index: links.count + index)
            }
        return TreeAudit(entries: entries, architecture: .x86_64).findings()
    }

    @Test(
        arguments: [
            ("lib/a", "b", nil), ("lib/a", "../other/c", nil), ("lib/a", "../lib", nil), ("a", ".", nil),
            ("a", "/var/task/lib/b", nil), ("a", "lib/../other/./c", nil), ("a", "lib//b", nil),
            ("a", "missing", "archive.dangling-link"), ("a", "lib/b/c", "archive.dangling-link"),
            ("a", "other/../missing/../lib/b", "archive.dangling-link"), ("a", "li", "archive.dangling-link"),
            ("a", "", "archive.dangling-link"), ("a", "a", "archive.dangling-link"),
            ("lib/a", "../../b", "archive.link-outside"), ("a", "/etc/passwd", "archive.link-outside"),
            ("a", "lib/../..", "archive.link-outside"), ("a", "/lib64/libssl.so.3", "archive.link-outside"),
            ("a", "/lib64/libc.so.6", "archive.link-to-runtime"), ("a", "/opt/lib/x", "archive.link-to-runtime"),
            ("a", "../../tmp/cache", "archive.link-to-runtime"), ("a", "/bin/sh", "archive.link-to-runtime"),
        ] as [(String, String, String?)])
    func linksAreFollowedAsOnLambda(path: String, target: String, identifier: String?) {
        let found = findings([(path, target)], files: ["lib/b", "other/c", "lib.d/e"])
        #expect(found.map(\.identifier) == (identifier.map { [$0] } ?? []))
    }

    @Test func linksMayLeadThroughLinks() {
        #expect(findings([("way", "lib"), ("a", "way/b")], files: ["lib/b"]).isEmpty)
        #expect(
            findings([("way", "/etc"), ("a", "way/b")]).first?.explanation?.hasPrefix("'way -> /etc', 'a -> way/b'")
                == true)
        let circle = findings([("a", "b"), ("b", "a")])
        #expect(circle.map(\.identifier) == ["archive.dangling-link"])
    }

    @Test(.timeLimit(.minutes(1))) func linksThatNeedBillionsOfStepsAreNotFollowed() {
        let step = String(repeating: "d/../", count: 800)
        let links = (0..<4_000).map { ("l\($0)", step + "l\($0 + 1)") }
        let found = findings(links, files: ["d/x", "l4000"])
        #expect(Set(found.map(\.identifier)).contains("archive.links-not-followed"))
    }
}
