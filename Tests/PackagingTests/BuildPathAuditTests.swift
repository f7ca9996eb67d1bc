import Model
import SystemPackage
import Testing

@testable import ELFTestSupport
@testable import Packaging

@Suite struct BuildPathAuditTests {
    private let audit = BuildPathAudit(package: "/home/me/shop", scratch: "/home/me/shop/.build/swiftlambda/.scratch")

    /// A program that holds texts, each ended by a NUL.
    private func program(_ texts: [String]) -> [UInt8] {
        ELFBuilder(needed: texts).build().bytes
    }

    @Test func aProgramWithoutPathsIsNotSpokenOf() {
        #expect(audit.findings(in: program(["/home/me/shopping/a.swift", "/home/me/shop", "a/home/me"])).isEmpty)
        #expect(audit.findings(in: Array("not ELF /home/me/shop/x".utf8)).isEmpty)
    }

    /// Each file is listed once, by its original path.
    @Test func paths() {
        let found = audit.paths(
            in: program([
                "/home/me/shop/Sources/Orders/main.swift", "at /home/me/shop/Sources/Orders/main.swift",
                "/home/me/shop/.build/swiftlambda/.scratch/native/checkouts/swift-nio/Sources/NIO/Loop.swift",
            ]))
        #expect(found == ["Sources/Orders/main.swift", "swift-nio/Sources/NIO/Loop.swift"])
    }

    @Test func theWarningNamesTheFilesAndTheWayOut() throws {
        let one = try #require(audit.findings(in: program(["/home/me/shop/a.swift"])).first)
        #expect(one.severity == .warning && one.identifier == "build.absolute-path")
        #expect(one.summary == "'bootstrap' contains the absolute path of 'a.swift'")
        #expect(one.hints.first?.contains("#fileID") == true)
        let many = try #require(audit.findings(in: program((10...20).map { "/home/me/shop/\($0).swift" })).first)
        #expect(many.summary.contains("11 build files"))
        #expect(many.explanation?.contains("'10.swift'") == true && many.explanation?.contains("and 3 more") == true)
    }

    @Test func debugInformationIsNotLookedAt() {
        let bytes = program([]) + Array("/home/me/shop/a.swift".utf8)
        #expect(audit.findings(in: bytes).isEmpty)
    }
}

@Suite struct ArchiveDifferenceTests {
    @Test func theSectionsThatDifferAreNamed() {
        let first = ELFBuilder(symbols: [.init(name: "a", address: 1, size: 1)], sectionNames: [".one"])
        var second = first
        second.symbols = [.init(name: "b", address: 1, size: 1)]
        second.sectionNames = [".two"]
        let sections = ArchiveComparison.differingSections(first.build().bytes, second.build().bytes)
        #expect(sections.contains(".strtab") && sections.contains(".one") && sections.contains(".two"))
        #expect(!sections.contains(".bss") && !sections.contains(".symtab"))
        #expect(ArchiveComparison.differingSections(first.build().bytes, first.build().bytes).isEmpty)
        #expect(ArchiveComparison.differingSections([1], first.build().bytes).isEmpty)
    }
}
