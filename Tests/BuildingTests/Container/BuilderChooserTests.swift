import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct BuilderPreferenceTests {
    private func preference(
        _ flags: BuildSettings, isPulled: Bool = false, variables: BuildSettings = BuildSettings(),
        file: BuildSettings = BuildSettings()
    ) -> BuilderPreference {
        BuilderPreference(flags: flags, isPulled: isPulled, others: [variables, file])
    }

    @Test func theFirstPlaceThatNamesABuilderDecides() {
        let file = BuildSettings(builder: .container, engine: .podman, image: "mine")
        #expect(preference(BuildSettings(), file: file).choice == .container)
        #expect(preference(BuildSettings(builder: .native), file: file).choice == .native)
        #expect(
            preference(BuildSettings(), variables: BuildSettings(builder: .sdk), file: file)
                == BuilderPreference(choice: .sdk, engine: .podman, image: "mine"))
        #expect(preference(BuildSettings(swiftSDK: ["musl"]), file: file).choice == .sdk)
    }

    @Test func anSDKCountsForABuilderThatUsesOne() {
        let file = BuildSettings(swiftSDK: ["musl"])
        #expect(preference(BuildSettings(), file: file).sdks == ["musl"])
        #expect(preference(BuildSettings(builder: .sdk), file: file).sdks == ["musl"])
        #expect(preference(BuildSettings(builder: .native), file: file).sdks.isEmpty)
        #expect(preference(BuildSettings(builder: .auto), file: file) == BuilderPreference())
        #expect(preference(BuildSettings(builder: .auto, swiftSDK: ["a"]), file: file).sdks == ["a"])
    }

    @Test func anEngineOrImageAsksForAContainerOnTheCommandLineAlone() {
        #expect(preference(BuildSettings(engine: .docker)).choice == .container)
        #expect(preference(BuildSettings(builder: .auto, image: "i")).choice == .container)
        #expect(preference(BuildSettings(), isPulled: true).choice == .container)
        let elsewhere = preference(BuildSettings(), variables: BuildSettings(engine: .docker, image: "i"))
        #expect(elsewhere == BuilderPreference(engine: .docker, image: "i"))
    }
}

@Suite struct BuilderChooserTests {
    private let processes = ScriptedProcessRunner()
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory(isPlain: true)
    }

    private func addSwift() {
        processes.answer(
            "swift", ["-print-target-info"],
            output: #"{"compilerVersion": "Swift version 6.3.1 (swift-6.3.1-RELEASE)", "target": {"triple": "#
                + #""x86_64-unknown-linux-gnu"}, "paths": {"runtimeResourcePath": "/t/usr/lib/swift"}}"#)
    }

    private func decide(
        _ architecture: Architecture, _ preference: BuilderPreference = BuilderPreference(),
        runtime: LambdaRuntime = .providedAL2023, needs: PackageNeeds = PackageNeeds()
    ) async throws -> BuilderDecision {
        let chooser = BuilderChooser(
            host: .testing(files: scratch.files, processes: processes),
            store: SDKStore(directory: scratch.appending("sdks"), files: scratch.files),
            machine: BuilderSelection.Machine(nativeArchitecture: .x86_64),
            user: UserIdentity(user: 1000, group: 100), cache: "/cache")
        return try await chooser.decide(architecture, runtime: runtime, preference: preference) { needs }
    }

    private func refusal(
        _ architecture: Architecture, _ preference: BuilderPreference = BuilderPreference()
    ) async throws -> [Diagnostic] {
        let error = await #expect(throws: (any Error).self) { try await decide(architecture, preference) }
        let diagnosed = try #require(error as? any DiagnosedError)
        #expect(diagnosed.exitStatus == .unavailable)
        return diagnosed.diagnostics
    }

    private func container(of decision: BuilderDecision) throws -> ContainerPlan {
        var plan: ContainerPlan?
        if case .container(let chosen) = decision.method { plan = chosen }
        return try #require(plan, "\(decision.summary)")
    }

    @Test func theMachinesOwnArchitectureNeedsNoEngine() async throws {
        addSwift()
        #expect(try await decide(.x86_64).isPlain)
        #expect(processes.commands.isEmpty)
    }

    @Test func anEngineThatAnswersTakesThePlaceOfWhatIsMissing() async throws {
        addSwift()
        processes.answer("docker", ["info"], error: "Cannot connect to the Docker daemon", status: 1)
        processes.answer("podman", ["info"], output: "true\n")
        let decision = try await decide(.arm64)
        let plan = try container(of: decision)
        #expect(plan.engine == .podman && plan.isRootless)
        #expect(plan.image == "docker.io/library/swift:6.3.1-amazonlinux2023")
        #expect(decision.summary.contains("podman") && decision.summary.contains(", because "))
    }

    /// Whether an older compiler's SDK does for a package of newer tools shows when it is compiled.
    @Test func anSDKThatMayBeTooOldIsTakenWhereNoEngineAnswersAndNamedWhereOneDoes() async throws {
        addSwift()
        try BundleFixture(scratch: scratch).write(
            "deb", triples: ["aarch64-unknown-linux-gnu"], module: ("swiftinterface", "6.0.3"))
        var needs = PackageNeeds()
        needs.add(toolsVersion: "6.1", package: "shop")
        let alone = try await decide(.arm64, needs: needs)
        #expect(alone.summary.contains("the Swift SDK 'deb'") && alone.summary.contains("as the only choice"))
        processes.answer("podman", ["info"], output: "true\n")
        #expect(try container(of: try await decide(.arm64, needs: needs)).fallbackSDK == "deb")
    }

    @Test func theRuntimeDecidesOnTheImagesSystem() async throws {
        addSwift()
        processes.answer("docker", ["info"], output: "[]")
        let plan = try container(
            of: try await decide(.arm64, BuilderPreference(choice: .container), runtime: .providedAL2))
        #expect(plan.image.hasSuffix(":6.3.1-amazonlinux2"))
        #expect(!plan.isRootless)
    }

    @Test func withoutSwiftAContainerHasIt() async throws {
        processes.answer("docker", ["info"], output: "[]")
        let plan = try container(of: try await decide(.x86_64))
        #expect(plan.image.hasSuffix("-amazonlinux2023"))
    }

    @Test func withoutSwiftAndEngineBothAreNamed() async throws {
        let diagnostics = try await refusal(.x86_64)
        #expect(diagnostics.first?.identifier == "toolchain.missing")
        #expect(diagnostics.first?.hints.contains { $0.contains("--builder container") } == true)
    }

    @Test func whereNothingBuildsThreeWaysAreNamedAsCommands() async throws {
        addSwift()
        let hints = try #require(try await refusal(.arm64).first?.hints)
        #expect(hints.count == 3)
        #expect(hints[0].contains("swift sdk install https://"))
        #expect(hints[1].contains("swiftlambda sdk make --from debian --arch arm64"))
        #expect(hints[2].contains("swiftlambda package --arch arm64 --builder container"))
    }

    @Test func anEngineThatDoesNotAnswerIsNamedAmongTheWays() async throws {
        addSwift()
        processes.answer("docker", ["info"], error: "Is the docker daemon running?", status: 1)
        let diagnostic = try #require(try await refusal(.arm64).first)
        #expect(diagnostic.identifier == "build.no-builder")
        #expect(diagnostic.explanation?.contains("docker is installed but does not respond") == true)
        #expect(diagnostic.hints.last?.contains("once docker responds; start it: ") == true)
    }

    @Test(arguments: [
        (
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", "container.engine-silent",
            "start it: "
        ),
        (
            "permission denied while trying to connect to the Docker daemon socket", "container.forbidden",
            "usermod --append --groups docker"
        ),
    ])
    func anEngineThatWasAskedForSaysWhyItDoesNot(error: String, identifier: String, hint: String) async throws {
        addSwift()
        processes.answer("docker", ["info"], output: "null", error: error, status: 1)
        let diagnostic = try #require(
            try await refusal(.x86_64, BuilderPreference(choice: .container, engine: .docker)).first)
        #expect(diagnostic.identifier == identifier)
        #expect(diagnostic.explanation == error)
        #expect(diagnostic.hints.first?.contains(hint) == true)
    }

    @Test(arguments: [ContainerEngine.finch, nil])
    func whereNoEngineIsInstalledThatIsSaid(asked: ContainerEngine?) async throws {
        addSwift()
        let diagnostic = try #require(
            try await refusal(.x86_64, BuilderPreference(choice: .container, engine: asked)).first)
        #expect(diagnostic.identifier == "container.no-engine")
        #expect(diagnostic.hints.first?.contains("apt-get install podman") == true)
    }

    @Test func muslIsForSwiftSDKsAlone() async throws {
        addSwift()
        processes.answer("docker", ["info"], output: "[]")
        for architecture in Architecture.allCases {
            let diagnostic = try #require(try await refusal(architecture, BuilderPreference(libc: .musl)).first)
            #expect(diagnostic.summary.contains("musl"))
            #expect(diagnostic.hints.count == 1)
        }
    }
}
