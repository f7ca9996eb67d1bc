import Host
import LambdaProtocol
import LocalEnvironment
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// The environment itself, with the example's real archive.
    @Suite struct ExecutionEnvironmentTests {
        /// What an environment told, in order.
        private final class Record: Sendable {
            private let told = Mutex<[EnvironmentEvent]>([])

            var events: [EnvironmentEvent] { told.withLock { $0 } }

            var kinds: [TimelineEvent.Kind] {
                events.compactMap { event in
                    guard case .happened(let event) = event else { return nil }
                    return event.kind
                }
            }

            func add(_ event: EnvironmentEvent) { told.withLock { $0.append(event) } }
        }

        private let scratch: ScratchDirectory

        init() throws {
            scratch = try ScratchDirectory(isPlain: true)
        }

        /// A host whose own program is the one that was built, for this process is the tests' runner.
        private func host() throws -> Host {
            var host = try Host.live()
            host.ownProgram = BuiltTool.path
            return host
        }

        private func plan(_ isolation: IsolationPreference, standIn: StandInExtension?) async throws -> EnvironmentPlan
        {
            EnvironmentPlan(
                settings: EnvironmentSettings(
                    functionName: "greeter", functionARN: "arn:aws:lambda:::function:greeter"),
                code: try await Fixtures.greeter.outputs().archive, standIn: standIn,
                architecture: try BuiltTool.architecture, isolation: isolation,
                workDirectory: scratch.appending("environment"))
        }

        private func invoke(_ environment: ExecutionEnvironment, _ event: String) async -> [InvocationDelivery] {
            let deliveries = Mutex<[InvocationDelivery]>([])
            await environment.invoke(
                Invocation(
                    requestID: "8476a536-e9f4-41e8-9739-2dfe598c3fcd", event: Array(event.utf8), traceID: "Root=1-0-0")
            ) { delivery in
                deliveries.withLock { $0.append(delivery) }
            }
            return deliveries.withLock { $0 }
        }

        private func text(_ deliveries: [InvocationDelivery]) -> String? {
            guard case .complete(.response(let bytes, _)) = deliveries.last else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }

        @Test(arguments: [IsolationPreference.full, .none])
        func aFunctionAnswersAndIsAskedToEnd(_ isolation: IsolationPreference) async throws {
            let record = Record()
            let environment = ExecutionEnvironment(
                try await plan(isolation, standIn: .insights), host: try host(), onEvent: record.add)
            try await environment.start()
            for name in ["Ana", "Bo"] {
                let deliveries = await invoke(environment, #"{"name": "\#(name)"}"#)
                #expect(text(deliveries)?.contains(name) == true, "\(deliveries)")
            }
            let process = try #require(await environment.processID(of: .runtime))
            await environment.shutDown(.spindown)

            // The example has no handler for SIGTERM.
            #expect(record.kinds.contains(.exited(.runtime, .signalled(15))))
            #expect(record.kinds.contains(.shutdownDelivered(extension: "cloudwatch_lambda_agent")))
            #expect(record.events.contains(.aboutToTerminate(.runtime, processID: process)))
            #expect(record.kinds.last == .shutdownEnded)
            // Nothing is told twice.
            #expect(record.kinds.count(where: { $0 == .exited(.runtime, .signalled(15)) }) == 1)
            #expect(record.kinds.count(where: { $0 == .terminated(.runtime) }) == 1)
            #expect(try scratch.files.status(of: scratch.appending("environment"), followingLinks: false) == nil)
            #expect(try scratch.files.status(of: FilePath("/proc/\(process)/exe"), followingLinks: false) == nil)
        }

        @Test func withoutAnExtensionItIsKilledAtOnce() async throws {
            let record = Record()
            let environment = ExecutionEnvironment(
                try await plan(.auto, standIn: nil), host: try host(), onEvent: record.add)
            try await environment.start()
            await environment.shutDown(.spindown)
            #expect(record.kinds.contains(.exited(.runtime, .signalled(9))))
            #expect(!record.kinds.contains(.terminated(.runtime)))
        }

        @Test func aFrozenEnvironmentStandsStillAndGoesOn() async throws {
            let record = Record()
            let environment = ExecutionEnvironment(
                try await plan(.auto, standIn: .internal), host: try host(), onEvent: record.add)
            try await environment.start()
            await environment.freeze()
            let process = try #require(await environment.processID(of: .runtime))
            let status = FilePath("/proc/\(process)/stat")
            let deadline = ContinuousClock.now + .seconds(10)
            func isStopped() throws -> Bool {
                String(decoding: try scratch.files.read(status, limit: 4_096), as: UTF8.self).contains(") T ")
            }
            while try !isStopped(), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try isStopped())
            #expect(text(await invoke(environment, "1")) != nil)
            await environment.freeze()
            await environment.shutDown(.spindown)
            #expect(record.kinds.contains(.exited(.runtime, .signalled(15))))
        }
    }
}
