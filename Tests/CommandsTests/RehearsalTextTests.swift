import ArgumentParser
import Console
import Foundation
import Host
import LambdaProtocol
import LocalEnvironment
import Model
import Project
import Rehearsal
import SystemPackage
import TestSupport
import Testing

@testable import Commands

/// A rehearsal as text and JSON.
@Suite
struct RehearsalTextTests {
    private static let agent = "cloudwatch_lambda_agent"

    /// A life with the Insights stand-in and three invocations; SIGTERM comes at 100 ms.
    private func run(_ number: Int, after elapsed: Double, end: ProcessEnd = .exited(0)) -> RehearsalRun {
        var events: [(Double, TimelineEvent.Kind)] = [
            (0, .unpacking), (11.5, .unpacked), (12, .started(.extension(Self.agent))), (12.5, .started(.runtime)),
            (14, .registered(extension: Self.agent, isExternal: true)), (15, .extensionReady(Self.agent)),
            (40, .connected), (44.5, .runtimeReady), (45, .initialized),
        ]
        for index in 0..<3 {
            let time = 50 + Double(index) * 5
            let id = "request-\(index)"
            events += [
                (time, .invoked(requestID: id)), (time + 0.5, .delivered(requestID: id)),
                (time + 1.5, .responded(requestID: id, isError: false)), (time + 2, .invocationEnded(requestID: id)),
            ]
        }
        events += [(100, .shutdownBegan(.spindown)), (100, .terminated(.runtime))]
        if end == .signalled(9) { events.append((100 + elapsed, .killed(.runtime))) }
        events += [
            (100 + elapsed, .exited(.runtime, end)), (100.5 + elapsed, .shutdownDelivered(extension: Self.agent)),
            (101 + elapsed, .exited(.extension(Self.agent), .exited(0))), (101.5 + elapsed, .shutdownEnded),
        ]
        return RehearsalRun(
            number: number, timeline: events.map { TimelineEvent($0.1, at: .microseconds(Int64($0.0 * 1_000))) })
    }

    private func rehearsal(_ runs: [RehearsalRun]) -> Rehearsal {
        Rehearsal(
            subject: RehearsalSubject(
                function: "orders", code: "orders.zip", architecture: .arm64, memory: 512, standIn: "insights",
                invocations: 3),
            runs: runs)
    }

    private func text(_ rehearsal: Rehearsal, allowsUnicode: Bool, columns: Int? = nil) -> String {
        RehearsalText(
            rehearsal,
            traits: TerminalTraits(
                allowsColor: false, allowsLiveProgress: false, allowsUnicode: allowsUnicode, columns: columns),
            styles: StyleSheet(isColored: false)
        ).rendered
    }

    @Test func aGracefulRehearsal() throws {
        let graceful = rehearsal([run(1, after: 211.8), run(2, after: 88.2)])
        try expectGolden(text(graceful, allowsUnicode: true), "Golden/rehearsal-graceful.txt")
    }

    @Test func whatIsLateAndKilledShowsInASCIIToo() throws {
        let killed = rehearsal([
            run(1, after: 211.8), run(2, after: 450), run(3, after: 600.2, end: .signalled(9)),
            run(4, after: 0.7, end: .signalled(15)),
        ])
        let text = text(killed, allowsUnicode: false)
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        try expectGolden(text, "Golden/rehearsal-killed.txt")
    }

    @Test(arguments: [40, 60, 80, 200]) func linesFitTheTerminal(columns: Int) {
        let text = text(rehearsal([run(1, after: 211.8)]), allowsUnicode: true, columns: columns)
        for line in text.split(separator: "\n") where line.contains("█") {
            #expect(line.displayWidth <= max(columns, 52))
        }
    }

    @Test func ofManyRepetitionsTheWorstAreListed() {
        let many = rehearsal((1...1_000).map { run($0, after: $0 == 777 ? 450 : 100) })
        let text = text(many, allowsUnicode: true)
        #expect(text.contains("777  late"))
        #expect(text.contains("and 980 repetitions no worse than these"))
        #expect(text.split(separator: "\n").count < 60)
    }

    @Test func severalFunctionsEndInATable() throws {
        var other = rehearsal([run(1, after: 450)])
        other.subject.function = "billing"
        let text = RehearsalSummaryText(
            [rehearsal([run(1, after: 211.8)]), other],
            traits: TerminalTraits(allowsColor: false, allowsLiveProgress: false, allowsUnicode: true, columns: nil),
            styles: StyleSheet(isColored: false)
        ).rendered
        #expect(text.contains("orders    graceful  88.2 ms"))
        #expect(text.contains("billing   late      -150 ms"))
        #expect(text.hasSuffix("1 of 2 functions passed.\n"))
    }

    @Test func colourCarriesNoMeaning() {
        let run = rehearsal([run(1, after: 450)])
        let plain = text(run, allowsUnicode: true)
        #expect(plain.contains("orders: late"))
        #expect(!plain.contains("\u{1B}"))
    }

    @Test func jsonHasTheNumbers() throws {
        let rehearsal = rehearsal([run(1, after: 211.8), run(2, after: 450)])
        let text = try jsonResult(RehearsalPayload(rehearsal, report: "/r.html", diagnostics: rehearsal.diagnostics))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["verdict"] as? String == "late")
        #expect(object["passed"] as? Bool == false)
        #expect(object["formatVersion"] as? Int == 1)
        #expect(object["worstMarginMs"] as? Double == -150)
        #expect(object["budgetMs"] as? Double == 300)
        #expect(object["budgetOrigin"] as? String == "external-extension")
        let repetitions = try #require(object["repetitions"] as? [[String: Any]])
        #expect(repetitions.map { $0["verdict"] as? String } == ["graceful", "late"])
        #expect(repetitions[0]["sigtermToExitMs"] as? Double == 211.8)
        #expect(repetitions[0]["initMs"] as? Double == 33)
        #expect((repetitions[0]["invocations"] as? [[String: Any]])?.count == 3)
        #expect((repetitions[0]["timeline"] as? [[String: Any]])?.count == 27)
        #expect(repetitions[0]["exitStatus"] as? Int == 0)
    }
}

/// Arguments of a rehearsal.
@Suite
struct RehearsalArgumentTests {
    @Test(arguments: [
        ("500ms", 500), ("2s", 2_000), ("1.5s", 1_500), ("3", 3_000), ("0.2ms", 1), ("0", nil), ("-1s", nil), ("", nil),
        ("s", nil), ("ms", nil), ("2h", nil), ("nan", nil), ("inf", nil), ("99999999s", nil),
    ])
    func freezeTimesAreRead(argument: String, expected: Int?) {
        #expect(FreezeTime(argument: argument).duration == expected.map { .milliseconds($0) })
    }

    @Test(arguments: [("A=1", "A", "1"), ("A=", "A", ""), ("A=b=c", "A", "b=c")])
    func variablesAreRead(argument: String, name: String, value: String) {
        let setting = VariableSetting(argument: argument)
        #expect(setting?.name == name)
        #expect(setting?.value == value)
    }

    @Test(arguments: ["A", "=1", ""]) func whatIsNoVariableIsRefused(argument: String) {
        #expect(VariableSetting(argument: argument) == nil)
    }

    @Test(arguments: [
        ("-", EventInput.standardInput), ("{}", .inline("{}")), (" [1]", .inline(" [1]")), ("\"a\"", .inline("\"a\"")),
        ("event.json", .file("event.json")), ("./-", .file("./-")),
    ])
    func eventsAreFound(argument: String, expected: EventInput) {
        #expect(EventInput(argument: argument) == expected)
    }

    @Test(arguments: [
        ["rehearse", "--repeat", "0"], ["rehearse", "--invocations=-1"], ["rehearse", "--budget", "0"],
        ["rehearse", "--extension", "both"], ["rehearse", "--freeze=soon"], ["rehearse", "--freeze", "orders"],
        ["rehearse", "--drop-idle", "A:B:C"],
        ["rehearse", "--timeout", "901"], ["rehearse", "--env", "A"],
    ])
    func wrongUsageIsRefused(arguments: [String]) async {
        #expect(await Run(arguments).status == .usage)
    }

    @Test func freezingNeedsNoTime() throws {
        let command = try #require(
            try SwiftLambda.parseAsRoot(["rehearse", "orders", "--freeze", "--repeat", "2"]) as? RehearseCommand)
        #expect(command.freeze?.duration == .seconds(1))
        #expect(command.functions == ["orders"])
        #expect(command.repetitions == 2)
        #expect(try (SwiftLambda.parseAsRoot(["rehearse"]) as? RehearseCommand)?.freeze == nil)
    }

    private func target(_ scratch: ScratchDirectory, _ argument: String?) async throws -> LocalFunction {
        let host = Host.testing(workingDirectory: scratch.path, files: LiveFileSystem())
        return try await LocalFunctionFinder(
            argument: argument, workspace: Workspace(package: scratch.path), architecture: .arm64, host: host,
            console: CommandConsole(format: .text, progress: .none, host: host)
        )
        .find()
    }

    @Test func optionsOfTheBuildAreThoseOfWatch() throws {
        let command = try #require(
            try SwiftLambda.parseAsRoot(BuildOptions.expanded(["run", "--watch", "--image", "mine", "--", "-v"]))
                as? RunCommand)
        #expect(command.build.settings == BuildSettings(image: "mine", arguments: ["-v"]))
        #expect(throws: (any Error).self) { try SwiftLambda.parseAsRoot(["run", "--image", "mine"]) }
        #expect(throws: (any Error).self) { try SwiftLambda.parseAsRoot(["run", "--pull"]) }
    }

    @Test func aFunctionHasTheSettingsOfTheConfiguration() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write(
            """
            version: 1
            regions: [eu-west-1]
            functions:
              orders: { memory: 256, timeout: 7, insights: false, environment: { TABLE: orders } }
            """, to: "swiftlambda.yaml")
        try scratch.write("", to: ".build/swiftlambda/orders/arm64/function.zip")
        let function = try await target(scratch, "orders")
        #expect(function.memory == 256)
        #expect(function.timeout == .seconds(7))
        #expect(!function.hasInsights)
        #expect(function.variables == ["TABLE": "orders"])
        #expect(function.code == scratch.appending(".build/swiftlambda/orders/arm64/function.zip"))
        #expect(function.arn == "arn:aws:lambda:eu-west-1:123456789012:function:orders")
        // The only function needs no name.
        #expect(try await target(scratch, nil).name == "orders")
    }

    @Test func aFunctionThatWasNotPackagedIsToldHow() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write("version: 1\nfunctions: { orders: {} }\n", to: "swiftlambda.yaml")
        await #expect(
            throws: LocalFunctionError.notPackaged(
                function: "orders", architecture: .arm64, path: ".build/swiftlambda/orders/arm64/function.zip")
        ) { try await target(scratch, "orders") }
        let error = LocalFunctionError.notPackaged(function: "orders", architecture: .arm64, path: "")
        #expect(error.diagnostics[0].hints[0].hasPrefix("swiftlambda package orders"))
    }

    @Test func ofSeveralFunctionsOneMustBeNamed() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write("version: 1\nfunctions: { orders: {}, billing: {} }\n", to: "swiftlambda.yaml")
        await #expect(throws: LocalFunctionError.severalFunctions(["billing", "orders"])) {
            try await target(scratch, nil)
        }
    }

    private func targets(_ scratch: ScratchDirectory, _ arguments: [String]) async throws -> [String] {
        let host = Host.testing(workingDirectory: scratch.path, files: LiveFileSystem())
        return try await LocalFunctionFinder(
            argument: nil, workspace: Workspace(package: scratch.path), architecture: .arm64, host: host,
            console: CommandConsole(format: .text, progress: .none, host: host)
        ).find(all: arguments).map(\.name)
    }

    @Test func severalFunctionsAndAllAreFound() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write("version: 1\nfunctions: { orders: {}, billing: {}, mail: {} }\n", to: "swiftlambda.yaml")
        for name in ["orders", "billing", "mail"] {
            try scratch.write("", to: ".build/swiftlambda/\(name)/arm64/function.zip")
        }
        try scratch.write("#!/bin/sh\n", to: "other/bootstrap")
        #expect(try await targets(scratch, []) == ["billing", "mail", "orders"])
        #expect(try await targets(scratch, ["orders", "./other", "billing"]) == ["orders", "other", "billing"])
    }

    @Test func aDirectoryWithoutASlashIsHintedAt() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write("#!/bin/sh\n", to: "b/bootstrap")
        await #expect(throws: LocalFunctionError.pathNeedsSlash("b")) { try await targets(scratch, ["b"]) }
        try scratch.write("version: 1\nfunctions: { orders: {} }\n", to: "swiftlambda.yaml")
        await #expect(throws: LocalFunctionError.pathNeedsSlash("b")) { try await targets(scratch, ["b"]) }
        await #expect(throws: LocalFunctionError.pathNeedsSlash("b")) { try await target(scratch, "b") }
        #expect(LocalFunctionError.pathNeedsSlash("b").diagnostics[0].hints == ["to use that, write a path: ./b"])
    }

    @Test func aBareBootstrapIsAFunction() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write("#!/bin/sh\n", to: "my.bootstrap")
        let function = try await target(scratch, "my.bootstrap")
        #expect(function.name == "my")
        #expect(!function.isSwift)
    }

    @Test func aPathNeedsNoConfiguration() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write("#!/bin/sh\n", to: "my function/bootstrap")
        let function = try await target(scratch, "./my function")
        #expect(function.name == "myfunction")
        #expect(function.code == scratch.appending("my function"))
        #expect(function.hasInsights)
        await #expect(throws: EnvironmentError.noCode(scratch.appending("no.zip"))) {
            try await target(scratch, "no.zip")
        }
    }
}
