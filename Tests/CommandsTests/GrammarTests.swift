import ArgumentParser
import LambdaProtocol
import Model
import Testing

@testable import Commands

/// One way to name a function, an event and a command.
@Suite struct GrammarTests {
    @Test(arguments: [
        (["invoke", "{}"], "swiftlambda invoke --event '{}'"),
        (["invoke", "-", "--raw"], "swiftlambda invoke --event -"),
        (["invoke", "[1, 2]"], "swiftlambda invoke --event '[1, 2]'"),
        (["pakage"], "did you mean 'swiftlambda package'?"),
        (["lnvoke"], "did you mean 'swiftlambda invoke'?"),
        (["rehearse", "--event", "1", "--example", "s3"], "one or the other"),
    ])
    func whatIsWrongHasAWayOut(arguments: [String], hint: String) async {
        let run = await Run(arguments)
        #expect(run.status == .usage)
        #expect(run.error.contains(hint), "\(run.error)")
    }

    @Test func aFunctionIsNamedTheSameWayEverywhere() throws {
        let invoke = try #require(
            try SwiftLambda.parseAsRoot(["invoke", "orders", "--event", "{}"]) as? InvokeCommand)
        #expect(invoke.function == "orders" && invoke.input.event == "{}")
        let rehearse = try #require(
            try SwiftLambda.parseAsRoot(["rehearse", "orders", "--example", "sqs"]) as? RehearseCommand)
        #expect(rehearse.functions == ["orders"] && rehearse.input.example == .sqs)
        #expect((try SwiftLambda.parseAsRoot(["inspect", "orders"]) as? InspectCommand)?.subject == "orders")
        #expect((try SwiftLambda.parseAsRoot(["run", "orders"]) as? RunCommand)?.function == "orders")
    }

    @Test func aFunctionsNameIsNoEvent() {
        for name in ["orders", "./orders", "a.zip", "7z/x", ""] { #expect(!EventInput.isEvent(name)) }
        for event in ["{", "[]", "\"x\"", "null", "1", "-"] { #expect(EventInput.isEvent(event)) }
    }
}
