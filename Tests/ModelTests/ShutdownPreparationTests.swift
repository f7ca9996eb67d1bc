import Model
import Testing

@Suite struct ShutdownPreparationTests {
    private func function(
        insights: InsightsSetting = .disabled, layers: [String] = [], environment: [String: String] = [:]
    ) -> LambdaFunction {
        LambdaFunction(
            name: "orders", product: "Orders", architecture: .arm64, environment: environment, insights: insights,
            layers: layers)
    }

    private func preparation(_ texts: String...) -> ShutdownPreparation {
        ShutdownPreparation(sources: texts.enumerated().map { (file: "Sources/\($0.offset).swift", text: $0.element) })
    }

    @Test(arguments: [
        ("signal(SIGTERM) { _ in exit(0) }", 1), ("import X\n\nlet signals: [UnixSignal] = [.sigterm]\n", 3),
        ("gracefulShutdownSignals: [UnixSignal.sigterm, .sigint]", 1),
        ("/* about\n SIGTERM */\nDispatchSource.makeSignalSource(signal: SIGTERM)", 3),
        ("let url = \"x\" /* /* nested */ SIGTERM */; trap(SIGTERM) // SIGTERM", 1),
    ])
    func aHandlerIsFound(source: String, line: Int) {
        let warning = preparation("print(1)", source).warning(for: function())
        #expect(warning?.identifier == "function.sigterm-never-sent")
        #expect(warning?.severity == .warning)
        #expect(warning?.location == Diagnostic.Location(file: "Sources/1.swift", line: line))
        #expect(warning?.hints.first?.contains("insights: true") == true)
    }

    @Test(arguments: [
        "print(1)", "// Lambda sends SIGTERM", "/// SIGTERM\n/* .sigterm\n SIGTERM */", "let MY_SIGTERM_COUNT = 1",
        "x.sigtermination", "kill(pid, SIGTERMINUS)",
    ])
    func whatHandlesNothingIsNotWarnedOf(source: String) {
        #expect(preparation(source).warning(for: function()) == nil)
        #expect(preparation(source).signalLocation == nil)
    }

    @Test func aLayerMayBringAnExtension() {
        let preparation = preparation("signal(SIGTERM, handler)")
        #expect(preparation.warning(for: function(insights: .newest)) == nil)
        #expect(preparation.warning(for: function(insights: .version("1.0.404.0"))) == nil)
        #expect(preparation.warning(for: function(layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1"])) == nil)
    }

    @Test func aFunctionThatRegistersAnExtensionIsSentSIGTERM() {
        let preparation = preparation("signal(SIGTERM, handler)", "post(\"/2020-01-01/extension/register\")")
        #expect(preparation.registersExtension(in: function()))
        #expect(preparation.warning(for: function()) == nil)
        #expect(!self.preparation("// extension/register").registersExtension(in: function()))
    }

    @Test func aRegistrationThatIsSwitchedOffCountsForNothing() {
        let preparation = preparation(
            "signal(SIGTERM, handler)", "post(\"/2020-01-01/extension/register\")",
            "if environment(\"REGISTER_EXTENSION\") == \"1\" {}")
        #expect(preparation.warning(for: function())?.hints.last?.contains("REGISTER_EXTENSION: \"1\"") == true)
        #expect(preparation.warning(for: function(environment: ["REGISTER_EXTENSION": "0"])) != nil)
        #expect(preparation.warning(for: function(environment: ["REGISTER_EXTENSION": "1"])) == nil)
    }
}
