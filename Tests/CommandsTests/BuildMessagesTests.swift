import ArgumentParser
import SystemPackage
import Testing

@testable import Commands

@Suite struct BuildOptionTests {
    /// All arguments after -- go to swift build.
    @Test func terminator() throws {
        let arguments = ["package", "orders", "--verify", "--", "-Xswiftc", "-DX", "--", "plain"]
        let command = try #require(
            try SwiftLambda.parseAsRoot(BuildOptions.expanded(arguments)) as? PackageCommand)
        #expect(command.functions == ["orders"])
        #expect(command.verify)
        #expect(command.build.buildArguments == ["-Xswiftc", "-DX", "--", "plain"])
        #expect(BuildOptions.expanded(["invoke", "--", "x"]) == ["invoke", "--", "x"])
        #expect(throws: (any Error).self) {
            try SwiftLambda.parseAsRoot(BuildOptions.expanded(["package", "--", "--product", "x"]))
        }
    }
}

@Suite struct BuildMessagesTests {
    private func lines(_ text: String, isVerbose: Bool = false) -> [String] {
        BuildMessages(
            text.split(separator: "\n").map(String.init), package: "/home/me/shop", isVerbose: isVerbose
        ).lines
    }

    private static let mktemp = """
        /usr/bin/ld: FileManager.o: in function `$s10Foundation7mktemp':
        <compiler-generated>:(.text+0x1): warning: the use of `mktemp' is dangerous, better use `mkstemp' or `mkdtemp'
        NSData.o(.text+0x2): warning: the use of `mktemp' is dangerous, better use `mkstemp' or `mkdtemp'
        """

    /// Messages that nobody can act on are shown only with --verbose.
    @Test func noise() {
        let foreign = """
            warning: 'swift-nio': found 1 file(s) which are unhandled; explicitly declare them as resources or exclude from the target
                /home/me/shop/../nio/Sources/README
            """.replacing("/home/me/shop/../", with: "/home/me/")
        let all = Self.mktemp + "\n" + foreign + "\nwarning: Unable to locate libSwiftScan. Fallback\n"
        #expect(lines(all) == [])
        #expect(lines(all, isVerbose: true).count == 6)
    }

    /// A warning repeated for each product is shown once; errors are always shown.
    @Test func repeated() {
        let warning = "/home/me/shop/a.swift:1:2: warning: unused\n 1 | let x\n   | `- here"
        #expect(lines(warning + "\n" + warning).count == 3)
        #expect(lines("error: bad\nerror: bad").count == 2)
        #expect(lines(warning + "\n" + warning.replacing("1:2", with: "3:2")).count == 6)
    }

    /// swiftlambda's own files are not listed as unhandled.
    @Test func ownFiles() {
        let head = "which are unhandled; explicitly declare them as resources or exclude from the target"
        let own = "    /home/me/shop/terraform/main.tf\n    /home/me/shop/swiftlambda.yaml"
        #expect(lines("warning: 'shop': found 2 file(s) \(head)\n\(own)") == [])
        #expect(
            lines("warning: 'shop': found 3 file(s) \(head)\n\(own)\n    /home/me/shop/notes.txt\nerror: x") == [
                "warning: 'shop': found 1 file(s) \(head)", "    /home/me/shop/notes.txt", "error: x",
            ])
    }

    @Test func aFailedBuildShowsItsEnd() {
        let messages = BuildMessages((1...150).map { "error: \($0)" }, package: "/p", isVerbose: false)
        #expect(messages.folded.count == BuildMessages.mostLines + 1)
        #expect(messages.folded.first == "(50 earlier lines; --verbose shows them)")
        #expect(messages.folded.last == "error: 150")
    }
}
