import Model
import Testing

@testable import Archive

@Suite struct ArchiveTreeTests {
    @Test(arguments: [
        ("", ArchiveError.PathFault.empty),
        ("/etc/passwd", .absolute),
        ("/", .absolute),
        ("../a", .dotComponent),
        ("a/../b", .dotComponent),
        ("a/..", .dotComponent),
        (".", .dotComponent),
        ("./a", .dotComponent),
        ("a//b", .emptyComponent),
        ("a/", .emptyComponent),
        ("a\\b", .backslash),
        ("a\0b", .nul),
        (String(repeating: "n", count: 256), .tooLong),
        (String(repeating: "abc/", count: 1024) + "d", .tooLong),
    ])
    func `a path that is unsafe to unpack is refused`(path: String, fault: ArchiveError.PathFault) {
        #expect(throws: ArchiveError.invalidPath(path, fault)) {
            try ArchiveTree([ArchiveEntry(path, .bytes([], isExecutable: false))])
        }
    }

    @Test(arguments: [
        "a", "...", "..a", "-rf", "a b", "it's", "\"q\"", "100%", "🎈/ü", "e\u{301}", "new\nline", ":", "a/.hidden",
        String(repeating: "n", count: 255), String(repeating: "long/", count: 100) + "x",
    ])
    func `an unusual but safe path is accepted`(path: String) throws {
        _ = try ArchiveTree([ArchiveEntry(path, .bytes([], isExecutable: false))])
    }

    @Test func `two entries of one path are refused`() {
        #expect(throws: ArchiveError.duplicatePath("a/b")) { try ArchiveTree([file("a/b"), file("c"), file("a/b")]) }
        #expect(throws: ArchiveError.duplicatePath("a")) {
            try ArchiveTree([file("a"), ArchiveEntry("a", .directory)])
        }
    }

    @Test func `names that differ only in composition are two names, as on Linux`() throws {
        #expect(try ArchiveTree([file("\u{e9}"), file("e\u{301}")]).entries.count == 2)
    }

    @Test func `an entry below a file or a link is refused, also with others between them`() {
        #expect(throws: ArchiveError.belowFile("a/b")) { try ArchiveTree([file("a"), file("a-b"), file("a/b")]) }
        #expect(throws: ArchiveError.belowFile("l/b")) { try ArchiveTree([link("l", "d"), file("l/b")]) }
    }

    @Test func `entries are sorted bytewise by the name that zip stores`() throws {
        let entries = ["b", "a/c", "a-c", "B", "\u{e9}", "z"].map(file) + [ArchiveEntry("a", .directory)]
        let sorted = try ArchiveTree(entries.shuffled()).entries.map(\.path)
        #expect(sorted == ["B", "a-c", "a", "a/c", "b", "z", "\u{e9}"])
    }

    @Test(arguments: [
        ("l", "", ArchiveError.LinkFault.empty),
        ("l", "/etc/passwd", .absolute),
        ("l", "..", .leavesTree),
        ("l", "../x", .leavesTree),
        ("d/l", "../../x", .leavesTree),
        ("d/l", "../d/../../x", .leavesTree),
        ("d/l", "e/../../../x", .leavesTree),
        ("l", "a\0b", .nul),
        ("l", String(repeating: "a/", count: 2048), .tooLong),
    ])
    func `a link that leaves the tree is refused`(path: String, target: String, fault: ArchiveError.LinkFault) {
        #expect(throws: ArchiveError.invalidLink(path, target: target, fault)) {
            try ArchiveTree([link(path, target)])
        }
    }

    @Test func `a link that leaves the tree through another link is refused`() {
        // Read as text, d/up/../x is d/x; to the kernel d/up is the root, and the target lies above it.
        #expect(throws: ArchiveError.invalidLink("l", target: "d/up/../x", .leavesTree)) {
            try ArchiveTree([link("d/up", ".."), link("l", "d/up/../x")])
        }
    }

    @Test(arguments: [
        ("l", "a"), ("l", "d/../a"), ("d/l", "../a"), ("d/e/l", "../../a"), ("l", "./missing"), ("l", "l"),
        ("l", "."), ("d/l", ".."),
    ])
    func `a link inside the tree is kept, be it dangling or circular`(path: String, target: String) throws {
        #expect(try ArchiveTree([link(path, target), file("a")]).entries.count == 2)
    }

    @Test func `a long chain of links ends`() throws {
        let chain = (0..<100).map { link("l\($0)", "l\($0 + 1)") }
        #expect(try ArchiveTree(chain).entries.count == 100)
    }

    @Test func `a refusal names the path, and ends as bad input`() throws {
        let error = ArchiveError.invalidLink("d/l", target: "../../x", .leavesTree)
        #expect(error.exitStatus == .badInput)
        #expect(error.diagnostics.map(\.identifier) == ["archive.invalid-link"])
        #expect(
            error.diagnostics.first?.summary == "the symbolic link 'd/l' points out of the archive, to '../../x'")
    }

    private func file(_ path: String) -> ArchiveEntry { ArchiveEntry(path, .bytes([], isExecutable: false)) }

    private func link(_ path: String, _ target: String) -> ArchiveEntry {
        ArchiveEntry(path, .symbolicLink(target: target))
    }
}
