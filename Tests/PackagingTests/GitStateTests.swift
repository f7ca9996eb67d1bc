import Host
import Model
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

    @Test(arguments: [
        "fatal: detected dubious ownership in repository at '/src/shop'\nTo add an exception for this directory, call:",
        "fatal: unsafe repository ('/src/shop' is owned by someone else)",
    ])
    func aRepositoryThatGitRefusesIsNamedWithTheWayOut(message: String) async throws {
        let processes = ScriptedProcessRunner()
        processes.answer("git", error: message, status: 128)
        let answer = try await GitState.read(
            package: "/src/shop/lambda", output: "/o", on: .testing(processes: processes))
        #expect(answer.state == nil)
        #expect(answer.warning?.hints == ["git config --global --add safe.directory '/src/shop'"])
        #expect(processes.commands.first?.arguments.prefix(2) == ["-c", "safe.directory=/src/shop/lambda"])
    }

    @Test func whereThereIsNoRepositoryNothingIsSaid() async throws {
        let processes = ScriptedProcessRunner()
        processes.answer("git", error: "fatal: not a git repository", status: 128)
        let answer = try await GitState.read(package: "/p", output: "/o", on: .testing(processes: processes))
        #expect(answer == GitState.Answer())
        #expect(answer.warning == nil)
    }

    @Test func outputsInsideThePackageDoNotMakeItDirty() {
        let inside = GitState.command(package: "/p", output: "/p/dist/my [out]").arguments
        #expect(inside.last == ":(exclude,literal)dist/my [out]")
        let outside = GitState.command(package: "/p", output: "/elsewhere").arguments
        #expect(outside.last == ":/")
    }
}
