import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Commands

@Suite(.serialized) struct InitCommandTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func run(
        _ arguments: [String], in directory: String = "", environment: [String: String] = [:]
    ) async -> Run {
        await Run(
            ["init"] + arguments, environment: environment, files: scratch.files,
            workingDirectory: directory.isEmpty ? scratch.path : scratch.appending(directory))
    }

    @Test func theFilesAreTheResultAndWhatIsNextIsAHint() async throws {
        let run = await run(["orders-api"])
        #expect(run.status == .success)
        let paths = run.output.split(separator: "\n").map(String.init)
        #expect(paths.contains("orders-api/Sources/OrdersApi/Main.swift"))
        for path in paths { #expect(try scratch.text(of: path).isEmpty == false) }
        #expect(run.error.contains("hint: cd orders-api\nhint: swift test\nhint: swiftlambda package\n"))
        #expect(try scratch.text(of: "orders-api/.gitignore").hasPrefix(".build/\n"))
    }

    @Test func theResultIsJSONWhereThatIsAskedFor() async throws {
        let run = await run(["orders", "--template", "postgres", "--arch", "aarch64", "--format", "json"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["formatVersion"] as? Int == 1)
        #expect(object["template"] as? String == "postgres")
        #expect(object["architecture"] as? String == "arm64")
        #expect(object["directory"] as? String == scratch.appending("orders").string)
        #expect((object["files"] as? [String])?.contains("Sources/CLibPQ/shim.h") == true)
        #expect((object["nextCommands"] as? [String])?.first == "cd orders")
    }

    @Test func thisDirectoryAndPathsNameTheFunctionToo() async throws {
        try scratch.files.makeDirectory(scratch.appending("orders/sub"))
        let here = await run(["."], in: "orders")
        #expect(here.output.split(separator: "\n").contains("Package.swift"))
        #expect(!here.error.contains("hint: cd"))
        #expect(try scratch.text(of: "orders/swiftlambda.yaml").contains("\n  orders:\n    product: Orders\n"))
        #expect(await run(["../billing/v-2"], in: "orders").status == .success)
        #expect(try scratch.text(of: "billing/v-2/swiftlambda.yaml").contains("\n  v-2:\n    product: V2\n"))
        #expect(await run(["pay", "--directory", "else where"]).error.contains("hint: cd 'else where'\n"))
        #expect(try scratch.text(of: "else where/swiftlambda.yaml").contains("\n  pay:\n"))
    }

    @Test func aDirectoryWhoseNameIsNoFunctionsAsksForOne() async throws {
        let run = await run(["."])
        #expect(run.status == .usage)
        #expect(run.error.contains("hint: swiftlambda init swiftlambda-test-"))
        #expect(run.error.contains(" --directory '"))
        #expect(await self.run(["a/b", "--directory", "c"]).status == .usage)
        #expect(try scratch.files.names(in: scratch.path).isEmpty)
    }

    @Test func whatIsThereIsNamedAndKept() async throws {
        try scratch.write("mine", to: "orders/README.md")
        try scratch.write("mine", to: "orders/Package.swift")
        let run = await run(["orders"])
        #expect(run.status == .badInput)
        #expect(run.output.isEmpty)
        #expect(run.error.contains("  Package.swift\n  README.md\n"))
        #expect(try scratch.files.names(in: scratch.appending("orders")) == ["Package.swift", "README.md"])
    }

    @Test func variablesStandForFlags() async throws {
        let environment = [
            "SWIFTLAMBDA_TEMPLATE": "aws-runtime", "SWIFTLAMBDA_REGION": "eu-west-1,us-east-1",
            "SWIFTLAMBDA_ARCH": "x86_64",
        ]
        #expect(await run(["orders"], environment: environment).status == .success)
        let yaml = try scratch.text(of: "orders/swiftlambda.yaml")
        #expect(yaml.contains("\nregions: [eu-west-1, us-east-1]\n"))
        #expect(yaml.contains("architecture: x86_64\n"))
        #expect(try scratch.text(of: "orders/Package.swift").contains("swift-aws-lambda-runtime"))
        let wrong = await run(["pay"], environment: ["SWIFTLAMBDA_TEMPLATE": "postgre"])
        #expect(wrong.status == .usage)
        #expect(wrong.error.contains("did you mean 'postgres'?"))
    }

    @Test(arguments: [
        ("plain-name_1/./+x", "plain-name_1/./+x"), ("", "''"), ("it's", "'it'\\''s'"), ("-x", "./-x"), ("ü", "'ü'"),
        ("$a b", "'$a b'"),
    ])
    func pathsAreQuotedForTheShell(word: String, quoted: String) {
        #expect(shellQuoted(path: word) == quoted)
    }
}
