import Host
import SystemPackage
import TestSupport
import Testing

@testable import Packaging

@Suite struct GitStateTests {
    @Test func aCleanCheckoutHasItsCommit() {
        let state = GitState(porcelain: "# branch.oid 0123abc\n# branch.head main\n")
        #expect(state == GitState(commit: "0123abc", isDirty: false))
    }

    @Test(arguments: ["1 .M N... 100644 100644 100644 aa bb file", "? new.txt", "u UU N... 1 2 3 4 a b c d file"])
    func anyDifferenceMakesItDirty(line: String) {
        #expect(GitState(porcelain: "# branch.oid 0123abc\n\(line)\n")?.isDirty == true)
    }

    @Test func aRepositoryWithoutCommitsHasNone() {
        #expect(GitState(porcelain: "# branch.oid (initial)\n# branch.head main\n") == nil)
    }

    @Test func outputsInsideThePackageDoNotMakeItDirty() {
        let inside = GitState.command(package: "/p", output: "/p/dist/my [out]").arguments
        #expect(inside.last == ":(exclude,literal)dist/my [out]")
        let outside = GitState.command(package: "/p", output: "/elsewhere").arguments
        #expect(outside.last == ":/")
    }
}
