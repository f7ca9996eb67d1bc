import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Commands

@Suite struct EnvironmentFileTests {
    private func settings(_ text: String) throws -> [String: String] {
        Dictionary(
            try EnvironmentFile(text, file: "x.env").settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    @Test(arguments: [
        ("A=b", "b"), ("  A = b  ", "b"), ("export A=b", "b"), ("A=b # note", "b"), ("A=b#c", "b#c"), ("A=", ""),
        ("A=# note", ""), ("A=\"b # c\" # note", "b # c"), (#"A="b\n\"\$c\\\d""#, "b\n\"$c\\\\d"),
        ("A='b\\n'", "b\\n"), ("A=b=c", "b=c"), ("A=a b", "a b"), ("\u{FEFF}A=b\r", "b"), ("A=x\nA=b", "b"),
        ("# note\n\n  # other\nA=b\n", "b"), ("A=é🎈", "é🎈"),
    ])
    func linesAreRead(text: String, value: String) throws {
        #expect(try settings(text) == ["A": value])
    }

    @Test(arguments: [
        ("A", 1, EnvironmentFileError.Fault.noEqualsSign), ("A=1\n1B=2", 2, .badName("1B")), ("=x", 1, .badName("")),
        ("A B=x", 1, .badName("A B")),
        ("\n\nA=\"b", 3, .openQuote), ("A='b", 1, .openQuote), (#"A="b\"#, 1, .openQuote),
        ("A=\"b\"c", 1, .textAfterQuote),
    ])
    func faultsHaveALine(text: String, line: Int, fault: EnvironmentFileError.Fault) throws {
        let error = try #require(throws: EnvironmentFileError.self) { try settings(text) }
        #expect(error == EnvironmentFileError(file: "x.env", line: line, fault: fault))
    }
}

@Suite struct LocalVariablesTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func function(
        _ options: [String] = [], file: String? = nil, region: String? = nil, shell: [String: String] = [:]
    ) throws -> LocalFunction {
        var function = LocalFunction(
            name: "orders", code: "/code", architecture: .arm64, memory: 512, timeout: .seconds(3),
            variables: ["TABLE": "orders"], hasInsights: false, region: "eu-central-1")
        var files: [String] = []
        if let file {
            let path = scratch.appending("local.env")
            try scratch.files.write(Array(file.utf8), to: path, permissions: [.ownerReadWrite])
            files = [path.string]
        }
        try LocalVariables(
            options: options.compactMap { VariableSetting(argument: $0) }, files: files, region: region
        ).apply(to: &function, on: .testing(environment: shell, files: scratch.files))
        return function
    }

    @Test func optionsWinOverFilesAndFilesOverTheConfiguration() throws {
        let function = try function(["A=option"], file: "A=file\nB=file")
        #expect(function.variables == ["TABLE": "orders", "A": "option", "B": "file"])
        #expect(try self.function(file: "TABLE=file").variables == ["TABLE": "file"])
    }

    @Test func theRegionFollowsTheNearest() throws {
        let shell = ["AWS_REGION": "us-west-1", "AWS_DEFAULT_REGION": "us-west-2"]
        #expect(try function(["AWS_REGION=eu-west-1"], region: "eu-west-2", shell: shell).region == "eu-west-2")
        #expect(try function(["AWS_REGION=eu-west-1"], shell: shell).region == "eu-west-1")
        #expect(try function(file: "AWS_DEFAULT_REGION=eu-west-3", shell: shell).region == "eu-west-3")
        #expect(try function(shell: shell).region == "us-west-1")
        #expect(try function(shell: ["AWS_DEFAULT_REGION": "us-west-2"]).region == "us-west-2")
        #expect(try function(shell: ["AWS_REGION": ""]).region == "eu-central-1")
        #expect(try function(["AWS_REGION=eu-west-1"]).variables == ["TABLE": "orders"])
        #expect(try function(region: "eu-west-2").arn.contains(":eu-west-2:"))
    }

    @Test(arguments: ["moon", "eu-west", "EU-WEST-1", "eu-west-1/x"])
    func aRegionHasAForm(text: String) {
        #expect(throws: LocalVariableError.notARegion(text)) { try function(region: text) }
    }

    @Test(arguments: ["AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "_HANDLER", "LAMBDA_TASK_ROOT"])
    func whatLambdaReservesIsRefused(name: String) {
        #expect(throws: LocalVariableError.reserved(name)) { try function(["\(name)=x"]) }
        #expect(throws: LocalVariableError.reserved(name)) { try function(file: "\(name)=x") }
    }
}
