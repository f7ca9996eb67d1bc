import Host
import LambdaProtocol
import LocalEnvironment
import Model
import Rehearsal
import SystemPackage
import TestSupport
import Testing

/// Functions and extensions that fail before they say anything to the Runtime API.
@Suite(.timeLimit(.minutes(5)))
struct FailingInitTests {
    private let scratch: ScratchDirectory
    private static let executable = FilePermissions(rawValue: 0o755)

    init() throws {
        scratch = try ScratchDirectory()
        try scratch.write("#!/bin/sh\nsleep 60\n", to: "code/bootstrap", permissions: Self.executable)
    }

    private func rehearse() async throws -> Rehearsal {
        let host = Host.testing(
            files: scratch.files, launcher: LiveProgramLauncher(), exits: LiveExitWatcher(), clock: LiveClock())
        let architecture = try #require(Architecture.current)
        var settings = EnvironmentSettings(
            functionName: "orders", functionARN: "arn:aws:lambda:eu-west-1:1:function:orders")
        settings.timeout = .seconds(5)
        let layer = scratch.appending("layer")
        let hasLayer = try scratch.files.status(of: layer, followingLinks: true) != nil
        let plan = EnvironmentPlan(
            settings: settings, code: scratch.appending("code"), layers: hasLayer ? [layer] : [],
            architecture: architecture, isolation: .none, workDirectory: scratch.appending("work"))
        var subject = RehearsalSubject.sample
        subject.invocations = 1
        return try await Rehearser(host: host).rehearse(
            RehearsalRequest(plan: plan, subject: subject, event: Array("{}".utf8))
        ) { _ in }
    }

    private func diagnostic() async throws -> (summary: String, explanation: String) {
        let rehearsal = try await rehearse()
        #expect(rehearsal.verdict == .crashed)
        let diagnostic = try #require(rehearsal.diagnostics.first)
        return (diagnostic.summary, diagnostic.explanation ?? "")
    }

    @Test func theInterpreterIsNamed() async throws {
        try scratch.write("#!/no/such/interpreter\n", to: "code/bootstrap", permissions: Self.executable)
        let (summary, explanation) = try await diagnostic()
        #expect(summary.contains("its bootstrap could not be started (Runtime.InvalidEntrypoint)"))
        #expect(explanation.contains("No such file or directory"))
        #expect(explanation.contains("interpreter '/no/such/interpreter'"))
    }

    @Test func aMissingBootstrapIsNamed() async throws {
        try scratch.files.remove(scratch.appending("code/bootstrap"))
        try scratch.write("", to: "code/readme")
        let (_, explanation) = try await diagnostic()
        #expect(explanation.hasSuffix("code/bootstrap: No such file or directory"))
    }

    @Test func anExtensionForAnotherMachineIsALaunchError() async throws {
        var head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + Array(repeating: 0, count: 57)
        (head[16], head[18], head[20], head[52], head[54]) = (2, Architecture.current == .arm64 ? 62 : 183, 1, 64, 56)
        let path = scratch.appending("layer/extensions/agent")
        try scratch.files.makeDirectory(path.removingLastComponent())
        try scratch.files.write(head, to: path, permissions: Self.executable)
        let (summary, explanation) = try await diagnostic()
        #expect(summary.contains("the extension 'agent' could not be started (Extension.LaunchError)"))
        #expect(explanation.contains("extensions/agent: Exec format error; it is built for"))
    }

    @Test func whatAnExtensionWroteIsShown() async throws {
        try scratch.write(
            "#!/bin/sh\necho no licence >&2\nexit 3\n", to: "layer/extensions/agent", permissions: Self.executable)
        let (summary, explanation) = try await diagnostic()
        #expect(summary.contains("the extension 'agent' exited with status 3 (Extension.Crash)"))
        #expect(explanation.hasSuffix("Its last lines:\nno licence"))
    }

    @Test func aBareProgramIsRunAsABootstrap() async throws {
        try scratch.write("#!/bin/sh\necho bare\nexit 7\n", to: "bare")
        try scratch.files.remove(scratch.appending("code"))
        try scratch.files.rename(scratch.appending("bare"), to: scratch.appending("code"))
        let rehearsal = try await rehearse()
        #expect(rehearsal.runs[0].reason == .endedEarly(.exited(7), phase: .initialization))
        #expect(rehearsal.diagnostics[0].explanation == "Its last lines:\nbare")
    }
}
