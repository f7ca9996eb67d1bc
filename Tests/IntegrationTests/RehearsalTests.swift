import Foundation
import Host
import Rehearsal
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// Real functions that behave badly, and what a rehearsal says about them.
    ///
    /// The machine may be busy, so that only what differs by a hundred milliseconds and more is told apart.
    @Suite struct RehearsalTests {
        /// One function, by what its variables make of it.
        struct Case: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var variables: [String: String]
            var arguments: [String] = []
            var verdict: RehearsalVerdict
            /// Whether it ends with status 0 although it was not graceful.
            var passes = false
            /// The diagnostics besides the verdict's own that must be told.
            var also: [String] = []
            /// Part of the reason.
            var reason: String
        }

        private static let cases: [Case] = [
            Case(
                testDescription: "200 ms", variables: ["SHUTDOWN_MS": "100"], verdict: .graceful,
                reason: "after SIGTERM"),
            Case(
                testDescription: "450 ms", variables: ["SHUTDOWN_MS": "430"], verdict: .late, reason: "after SIGTERM"),
            Case(
                testDescription: "1,500 ms", variables: ["SHUTDOWN_MS": "1500"], verdict: .killed,
                reason: "still running when SIGKILL came"),
            Case(
                testDescription: "ignores SIGTERM", variables: ["BEHAVIOUR": "ignore"], verdict: .killed,
                reason: "still running when SIGKILL came"),
            Case(
                testDescription: "no handler, and nothing is open", variables: [:], verdict: .noHandler, passes: true,
                reason: "it has no handler"),
            Case(
                testDescription: "no handler, by the rule", variables: [:], arguments: ["--strict"],
                verdict: .noHandler, reason: "it has no handler"),
            Case(
                testDescription: "exits 0 at once", variables: ["SHUTDOWN_MS": "0"], verdict: .graceful,
                reason: "after SIGTERM"),
            Case(
                testDescription: "exits 3", variables: ["SHUTDOWN_MS": "0", "SHUTDOWN_STATUS": "3"],
                verdict: .crashed, reason: "exited with status 3 after SIGTERM"),
            Case(
                testDescription: "traps in Init", variables: ["BEHAVIOUR": "trap-in-init"], verdict: .crashed,
                reason: "in Init"),
            Case(
                testDescription: "exits in Init", variables: ["BEHAVIOUR": "exit-in-init"], verdict: .crashed,
                reason: "exited with status 7 in Init"),
            Case(
                testDescription: "traps in the handler", variables: ["BEHAVIOUR": "trap-in-handler"],
                verdict: .crashed, reason: "while handling an event"),
            Case(
                testDescription: "exits in the handler", variables: ["BEHAVIOUR": "exit-in-handler"],
                verdict: .crashed, reason: "exited with status 7 while handling an event"),
            Case(
                testDescription: "traps at SIGTERM", variables: ["BEHAVIOUR": "trap-in-shutdown"],
                verdict: .crashed, reason: "after SIGTERM"),
            Case(
                testDescription: "takes longer than its timeout", variables: ["BEHAVIOUR": "hang"],
                arguments: ["--timeout", "1"], verdict: .crashed, reason: "exceeded its timeout"),
            Case(
                testDescription: "never calls next", variables: ["BEHAVIOUR": "never-next"], verdict: .crashed,
                reason: "never requested an event"),
            Case(
                testDescription: "forks a child", variables: ["BEHAVIOUR": "fork", "SHUTDOWN_MS": "50"],
                verdict: .graceful, reason: "after SIGTERM"),
            Case(
                testDescription: "prints 10 MB", variables: ["BEHAVIOUR": "flood", "SHUTDOWN_MS": "50"],
                arguments: ["--invocations", "1"], verdict: .graceful, reason: "after SIGTERM"),
            Case(
                testDescription: "answers as much as is allowed",
                variables: ["ANSWER_BYTES": "6291556", "SHUTDOWN_MS": "50"],
                arguments: ["--invocations", "1"], verdict: .graceful, reason: "after SIGTERM"),
            Case(
                testDescription: "answers a byte more", variables: ["ANSWER_BYTES": "6291557", "SHUTDOWN_MS": "50"],
                arguments: ["--invocations", "1"], verdict: .failed, reason: "its only event failed"),
            Case(
                testDescription: "answers a byte more, and may",
                variables: ["ANSWER_BYTES": "6291557", "SHUTDOWN_MS": "50"],
                arguments: ["--invocations", "1", "--allow-failures"], verdict: .graceful,
                also: ["rehearsal.invocation-failed"], reason: "after SIGTERM"),
            Case(
                testDescription: "without an extension", variables: ["SHUTDOWN_MS": "0"],
                arguments: ["--extension", "none"], verdict: .neverAsked, reason: "no extension is registered"),
            Case(
                testDescription: "an internal extension of its own",
                variables: ["BEHAVIOUR": "internal", "SHUTDOWN_MS": "350"], arguments: ["--extension", "none"],
                verdict: .graceful, reason: "after SIGTERM"),
            Case(
                testDescription: "an internal extension that is played", variables: ["SHUTDOWN_MS": "350"],
                arguments: ["--extension", "internal"], verdict: .graceful, reason: "after SIGTERM"),
            Case(
                testDescription: "a budget of one's own", variables: ["SHUTDOWN_MS": "700"],
                arguments: ["--budget", "1000"], verdict: .graceful, reason: "after SIGTERM"),
        ]

        /// Rehearses the function, and reads what was printed.
        private func rehearse(
            _ variables: [String: String], _ arguments: [String] = [], function: String = "misbehaving"
        ) async throws -> (result: ToolResult, json: [String: Any]) {
            let settings = variables.sorted { $0.key < $1.key }.flatMap { ["--env", "\($0.key)=\($0.value)"] }
            let result = try await Fixtures.misbehaving.run(
                ["rehearse", function, "--format", "json", "--progress", "none"] + settings + arguments,
                timeLimit: .seconds(120))
            return (result, try result.json)
        }

        /// The processes that were given a value in their environment.
        private func processes(withVariable value: String) throws -> [String] {
            let files = LiveFileSystem()
            return try files.names(in: "/proc").filter { name in
                // A process may end at any moment, and its file goes with it.
                guard pid_t(name) != nil, let bytes = try? files.read(FilePath("/proc/\(name)/environ"), limit: 1 << 24)
                else { return false }
                return String(decoding: bytes, as: UTF8.self).contains(value)
            }
        }

        private func repetition(_ json: [String: Any]) throws -> [String: Any] {
            try #require((json["repetitions"] as? [[String: Any]])?.first)
        }

        private func names(_ value: Any?) -> [String: Int] {
            let counts = (value as? [[String: Any]]) ?? []
            return counts.reduce(into: [:]) { names, count in
                guard let name = count["name"] as? String, let number = count["count"] as? Int else { return }
                names[name] = number
            }
        }

        @Test(arguments: cases) func theVerdictIs(_ expected: Case) async throws {
            let mark = "mark-\(UInt64.random(in: .min ... .max))"
            let (result, json) = try await rehearse(
                expected.variables.merging(["MARK": mark]) { $1 }, expected.arguments)
            #expect(json["verdict"] as? String == expected.verdict.rawValue)
            #expect(result.status == (expected.verdict == .graceful || expected.passes ? 0 : 1))
            let reason = try #require(try repetition(json)["reason"] as? String)
            #expect(reason.contains(expected.reason), "\(reason)")
            let identifiers = try result.diagnosticIdentifiers
            if expected.verdict != .graceful { #expect(identifiers.first == "rehearsal.\(expected.verdict.rawValue)") }
            #expect(Set(expected.also).isSubset(of: identifiers), "\(identifiers)")
            #expect(try processes(withVariable: mark).isEmpty)
        }

        @Test func aFunctionWithoutInsightsIsRehearsedAsItWouldRun() async throws {
            let (result, json) = try await rehearse(["SHUTDOWN_MS": "50"], function: "uninsured")
            #expect(json["verdict"] as? String == "never-asked")
            #expect(json["extension"] as? String == "none")
            #expect(result.status == 1)
            #expect(result.error.contains("The function handles SIGTERM, but would never receive it."))
            let insured = try await rehearse(["SHUTDOWN_MS": "50"], ["--extension", "insights"], function: "uninsured")
            #expect(insured.json["verdict"] as? String == "graceful")
        }

        @Test func openSocketsAreNamed() async throws {
            try await EchoServer.whileRunning { server in
                let variables = ["DATABASE": server.address, "SHUTDOWN_MS": "100"]
                let (_, left) = try await rehearse(variables)
                let descriptors = try #require(try repetition(left)["descriptors"] as? [String: Any])
                #expect(names(descriptors["openAtTermination"]) == ["tcp \(server.address)": 1])
                #expect(names(descriptors["openAtExit"]) == ["tcp \(server.address)": 1])

                let (_, closed) = try await rehearse(variables.merging(["CLOSES": "1"]) { $1 })
                let after = try #require(try repetition(closed)["descriptors"] as? [String: Any])
                #expect(names(after["openAtTermination"]) == ["tcp \(server.address)": 1])
                #expect(names(after["openAtExit"]).isEmpty)

                let (unhandled, noHandler) = try await rehearse(["DATABASE": server.address])
                #expect(noHandler["verdict"] as? String == "no-handler")
                #expect(unhandled.status == 1)
                #expect(unhandled.error.contains("tcp \(server.address) is left open"))

                let (result, never) = try await rehearse(variables, ["--extension", "none"])
                #expect(never["verdict"] as? String == "never-asked")
                #expect(result.error.contains("the function left tcp \(server.address) open"))
            }
        }

        @Test func theEndIsLookedAtExactly() async throws {
            try await EchoServer.whileRunning { server in
                func ends(closes: Bool) async throws -> [[String: Int]] {
                    var variables = ["DATABASE": server.address, "SHUTDOWN_MS": "1"]
                    variables["CLOSES"] = closes ? "1" : nil
                    let (_, json) = try await rehearse(variables, ["--repeat", "20", "--invocations", "1"])
                    let repetitions = try #require(json["repetitions"] as? [[String: Any]])
                    return try repetitions.map { repetition in
                        let descriptors = try #require(repetition["descriptors"] as? [String: Any])
                        #expect(descriptors["exitObservation"] as? String == "exact")
                        return names(descriptors["openAtExit"])
                    }
                }
                // The socket is closed one millisecond before the exit.
                let closed = try await ends(closes: true)
                #expect(closed == Array(repeating: [:], count: 20))
                let left = try await ends(closes: false)
                #expect(left == Array(repeating: ["tcp \(server.address)": 1], count: 20))
            }
        }

        @Test func aLeakIsNamed() async throws {
            try await EchoServer.whileRunning { server in
                let (result, json) = try await rehearse(
                    ["BEHAVIOUR": "leak", "LEAK": server.address, "SHUTDOWN_MS": "50"], ["--invocations", "4"])
                let descriptors = try #require(try repetition(json)["descriptors"] as? [String: Any])
                #expect(names(descriptors["grown"]) == ["tcp \(server.address)": 3])
                let totals = try #require(descriptors["afterEachInvocation"] as? [Int])
                #expect(zip(totals, totals.dropFirst()).allSatisfy { $1 == $0 + 1 })
                #expect(try result.diagnosticIdentifiers.contains("rehearsal.descriptors-grow"))
            }
        }

        @Test func whatIsIdleIsDroppedWhileFrozen() async throws {
            try await EchoServer.whileRunning { server in
                let variables = ["DATABASE": server.address, "SHUTDOWN_MS": "50"]
                func lines(_ json: [String: Any]) throws -> [String] {
                    let log = try #require(try repetition(json)["log"] as? [[String: Any]])
                    return log.compactMap { $0["text"] as? String }.filter { $0.hasPrefix("database:") }
                }
                let (_, frozen) = try await rehearse(variables, ["--freeze", "300ms", "--invocations", "2"])
                #expect(try lines(frozen) == ["database: answers", "database: answers"])
                let frozenFor = try #require(try repetition(frozen)["frozenMs"] as? Double)
                #expect(frozenFor >= 600)

                let (_, dropped) = try await rehearse(
                    variables, ["--freeze", "300ms", "--drop-idle", "DATABASE", "--invocations", "2"])
                #expect(try lines(dropped) == ["database: answers", "database: gone"])
                #expect(names(try repetition(dropped)["droppedConnections"]) == [server.address: 1])
            }
        }

        @Test func repetitionsLeaveNothing() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let archive = try await Fixtures.misbehaving.outputs(of: "misbehaving").archive
            let result = try await BuiltTool.run(
                [
                    "rehearse", archive.string, "--format", "json", "--repeat", "10", "--invocations", "1", "--env",
                    "SHUTDOWN_MS=0",
                ], in: scratch.path, environment: ["TMPDIR": scratch.path.string])
            #expect(result.status == 0, "\(result.error)")
            #expect((try result.json["repetitions"] as? [Any])?.count == 10)
            #expect(try scratch.files.names(in: scratch.path).isEmpty)
        }

        @Test func anInterruptionLeavesNothing() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let archive = try await Fixtures.misbehaving.outputs(of: "misbehaving").archive
            for behaviour in ["hang", "never-next"] {
                let mark = "mark-\(UInt64.random(in: .min ... .max))"
                let tool = try RunningTool(
                    [
                        "rehearse", archive.string, "--env", "BEHAVIOUR=\(behaviour)", "--env", "MARK=\(mark)",
                        "--timeout", "60",
                    ], in: scratch.path, environment: ["TMPDIR": scratch.path.string])
                // The program itself has the value on its command line only.
                try await waitUntil("the function runs") { try !processes(withVariable: mark).isEmpty }
                try await Task.sleep(for: .milliseconds(200))
                try tool.send(SIGINT)
                #expect(try await tool.status == 130)
                #expect(try processes(withVariable: mark).isEmpty)
                #expect(try scratch.files.names(in: scratch.path).isEmpty)
            }
        }

        @Test func whatCannotBeRehearsedIsToldHow() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            try scratch.write("no zip", to: "a.zip")
            try scratch.write("text", to: "empty/readme")
            for (path, status) in [("a.zip", 65), ("no.zip", 65)] {
                let result = try await BuiltTool.run(["rehearse", path], in: scratch.path)
                #expect(Int(result.status) == status)
                #expect(result.error.contains("error: "))
            }
            let empty = try await BuiltTool.run(["rehearse", "./empty", "--format", "json"], in: scratch.path)
            #expect(try empty.json["verdict"] as? String == "crashed")
        }
    }
}
