import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct ContainerBuilderTests {
    private static let present = #"[{"Id": "sha256:1", "Architecture": "amd64"}]"#
    private static let other = #"[{"Id": "sha256:1", "Architecture": "arm64"}]"#

    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()

    init() throws {
        scratch = try ScratchDirectory(isPlain: true)
    }

    private var plan: BuildPlan {
        BuildPlan(
            package: scratch.appending("package"), scratch: scratch.appending("package/.scratch"), products: ["Orders"],
            localPackages: [scratch.appending("shared")])
    }

    private func builder(
        isPulled: Bool = false, fallbackSDK: String? = nil, processes: (any ProcessRunner)? = nil
    ) -> ContainerBuilder {
        let container = ContainerPlan(
            engine: .docker, program: "/usr/bin/docker", isRootless: false, image: "swift:6", isPulled: isPulled,
            user: UserIdentity(user: 1000, group: 100), cache: scratch.appending("cache"), fallbackSDK: fallbackSDK)
        return ContainerBuilder(
            host: .testing(files: scratch.files, processes: processes ?? self.processes), container: container,
            architecture: .x86_64, plan: plan)
    }

    private func verbs() -> [String] {
        processes.commands.map { $0.arguments.first ?? "" }
    }

    private func refusal(of builder: ContainerBuilder) async throws -> Diagnostic {
        let error = await #expect(throws: (any Error).self) { try await builder.build(plan) { _ in } }
        let diagnosed = try #require(error as? any DiagnosedError)
        #expect(diagnosed.exitStatus == .unavailable)
        return try #require(diagnosed.diagnostics.first)
    }

    @Test func theImagesSwiftBuildsWithTheArgumentsOfTheOthers() async throws {
        processes.answer("docker", ["image", "inspect"], output: Self.present)
        processes.answer("docker", ["run"])
        let output = try await builder().build(plan) { _ in }
        let run = try #require(processes.commands.last?.arguments)
        let image = try #require(run.firstIndex(of: "swift:6"))
        #expect(run[..<image].suffix(2) == ["--entrypoint", "swift"])
        let build = scratch.appending("package/.scratch/container/x86_64-swift_6")
        #expect(output.binaries == build.appending("release"))
        #expect(
            Array(run[(image + 1)...])
                == plan.commands(
                    swift: "swift", scratch: build,
                    options: ["--static-swift-stdlib", "--cache-path", scratch.appending("cache").string]
                ).flatMap(\.arguments))
        #expect(run.filter { $0.hasPrefix("type=bind") }.count == 3)
        // The first build is planned before.
        #expect(verbs() == ["image", "run", "run"], "the image is there and nothing is pulled")
    }

    @Test func anImageThatIsMissingIsPulledAndToldOf() async throws {
        let isPulled = Mutex(false)
        processes.answer("docker", ["image", "inspect"]) { _ in
            let isThere = isPulled.withLock { $0 }
            return ProcessResult(end: .exited(isThere ? 0 : 1), output: Array(Self.present.utf8))
        }
        processes.answer("docker", ["pull"]) { _ in
            isPulled.withLock { $0 = true }
            return ProcessResult(end: .exited(0), output: Array("layer 1\n".utf8))
        }
        let events = Mutex<[ImageEvent]>([])
        let image = try await builder().image { event in events.withLock { $0.append(event) } }
        #expect(image?.digest == "sha256:1")
        #expect(events.withLock { $0 } == [.pulling("swift:6"), .line("layer 1")])
    }

    @Test func anImageThatIsThereIsPulledWhereThatIsAskedFor() async throws {
        processes.answer("docker", ["image", "inspect"], output: Self.present)
        processes.answer("docker", ["pull"])
        _ = try await builder(isPulled: true).image { _ in }
        #expect(verbs() == ["image", "pull", "image"])
    }

    @Test func anImageForAnotherMachineIsPulledAndThenRefused() async throws {
        processes.answer("docker", ["image", "inspect"], output: Self.other)
        processes.answer("docker", ["pull"])
        let diagnostic = try await refusal(of: builder())
        #expect(diagnostic.identifier == "container.wrong-architecture")
        #expect(diagnostic.hints.contains { $0.contains("docker pull --platform linux/amd64 swift:6") })
    }

    @Test func anImageThatCannotBePulledShowsWhatTheEngineSaid() async throws {
        processes.answer("docker", ["image", "inspect"], error: "No such image", status: 1)
        processes.answer("docker", ["pull"], error: "dial tcp: lookup registry-1.docker.io: no such host", status: 1)
        let diagnostic = try await refusal(of: builder())
        #expect(diagnostic.identifier == "container.pull-failed")
        #expect(diagnostic.explanation?.contains("no such host") == true)
        #expect(diagnostic.hints.contains { $0.contains("docker pull --platform linux/amd64 swift:6") })
        #expect(diagnostic.hints.contains { $0.contains("--image") })
        #expect(diagnostic.hints.last == "or cross-build with a Swift SDK: swiftlambda sdk install")
        let other = try await refusal(of: builder(fallbackSDK: "deb"))
        #expect(other.hints.last?.contains("--swift-sdk deb") == true)
    }

    @Test(arguments: [
        (
            Int32(125), "docker: Error response from daemon: no space left on device.", "container.run-failed",
            "no space"
        ),
        (127, "exec: \"swift\": executable file not found in $PATH", "container.no-swift", "not found in $PATH"),
        (126, "exec /usr/bin/swift: exec format error", "container.no-swift", "exec format error"),
    ])
    func theEnginesOwnErrorIsShown(status: Int32, error: String, identifier: String, shown: String) async throws {
        processes.answer("docker", ["image", "inspect"], output: Self.present)
        processes.answer("docker", ["run"], error: error, status: status)
        processes.answer("docker", ["rm"])
        let diagnostic = try await refusal(of: builder())
        #expect(diagnostic.identifier == identifier)
        #expect(diagnostic.explanation?.contains(shown) == true)
        #expect(diagnostic.hints.contains { $0.contains("qemu-user-static") } == error.contains("format"))
    }

    @Test func aPackageThatDoesNotCompileIsNoFaultOfTheEngine() async throws {
        processes.answer("docker", ["image", "inspect"], output: Self.present)
        processes.answer("docker", ["run"], output: "error: no such module", status: 1)
        let error = await #expect(throws: BuildError.self) { try await builder().build(plan) { _ in } }
        #expect(error?.exitStatus == .unsatisfied)
    }

    @Test func whatAKilledRunLeftBehindIsRemovedFirst() async throws {
        try scratch.write("", to: "package/.scratch/container/running/docker-x86_64-swift_6/swiftlambda-old")
        try scratch.write("", to: "package/.scratch/container/running/docker-arm64-swift_6/swiftlambda-other")
        processes.answer("docker", ["image", "inspect"], output: Self.present)
        processes.answer("docker", ["run"])
        processes.answer("docker", ["rm"])
        _ = try await builder().build(plan) { _ in }
        #expect(processes.commands.first?.arguments == ["rm", "--force", "swiftlambda-old"])
        let notes = scratch.appending("package/.scratch/container/running")
        #expect(try scratch.files.names(in: notes.appending("docker-x86_64-swift_6")).isEmpty)
        // That of a build for the other architecture, which may run at this moment.
        #expect(try scratch.files.names(in: notes.appending("docker-arm64-swift_6")) == ["swiftlambda-other"])
    }

    @Test(arguments: ["pull", "run"])
    func anInterruptionEndsTheEngineAndRemovesTheContainer(verb: String) async throws {
        let engine = HangingEngine(
            at: verb, inspection: verb == "pull" ? nil : Self.present)
        let build = Task { [plan] in
            try await builder(processes: engine).build(plan) { _ in }
        }
        await engine.untilHanging()
        build.cancel()
        await #expect(throws: CancellationError.self) { try await build.value }
        let removed = engine.commands.filter { $0.arguments.first == "rm" }.map { $0.arguments.last }
        #expect(removed.isEmpty == (verb == "pull"))
        if let run = engine.commands.first(where: { $0.arguments.first == "run" })?.arguments,
            let index = run.firstIndex(of: "--name")
        {
            #expect(removed.allSatisfy { $0 == run[index + 1] })
        }
    }
}

/// An engine that does one thing without end, until it is cancelled.
private final class HangingEngine: ProcessRunner {
    private let verb: String
    private let inspection: String?
    private let state = Mutex<[Command]>([])
    private let (hanging, continuation) = AsyncStream.makeStream(of: Void.self)

    init(at verb: String, inspection: String?) {
        self.verb = verb
        self.inspection = inspection
    }

    var commands: [Command] { state.withLock { $0 } }

    func untilHanging() async {
        for await _ in hanging { return }
    }

    func locate(_ name: String) -> FilePath? { FilePath("/usr/bin").appending(name) }

    func collect(_ command: Command, limit: Int) async throws -> ProcessResult {
        try Task.checkCancellation()
        state.withLock { $0.append(command) }
        if command.arguments.first == "image" {
            return ProcessResult(end: .exited(inspection == nil ? 1 : 0), output: Array((inspection ?? "").utf8))
        }
        return ProcessResult(end: .exited(0))
    }

    func stream(_ command: Command, onLine: @escaping @Sendable (String) -> Void) async throws -> ProcessEnd {
        try Task.checkCancellation()
        state.withLock { $0.append(command) }
        if command.arguments.first == verb {
            continuation.yield()
            try await Task.sleep(for: .seconds(600))
        }
        return .exited(0)
    }
}
