import Host
import Model
import SystemPackage
import Testing

@testable import Building

@Suite struct EngineDriverTests {
    private func plan(_ engine: ContainerEngine, isRootless: Bool = false) -> ContainerPlan {
        ContainerPlan(
            engine: engine, program: FilePath("/usr/bin/\(engine.rawValue)"), isRootless: isRootless, image: "img:1",
            user: UserIdentity(user: 1000, group: 100), cache: "/cache")
    }

    @Test func whatEmulationCostsIsSaidBeforeItStarts() {
        let decision = BuilderDecision(architecture: .arm64, method: .container(plan(.podman)), reason: "as requested")
        #expect(decision.emulationNote(on: .x86_64)?.contains("emulated") == true)
        #expect(decision.emulationNote(on: .arm64) == nil)
        #expect(BuilderDecision.onlyNative(.arm64).emulationNote(on: .x86_64) == nil)
    }

    private func arguments(
        _ engine: ContainerEngine, isRootless: Bool = false, mounts: [FilePath] = ["/p"]
    ) throws -> [String] {
        let run = ContainerRun(
            plan: plan(engine, isRootless: isRootless), architecture: .arm64, mounts: mounts, home: "/p/home", name: "c"
        )
        let command = try run.command(Command("swift", ["build"], environment: ["A": "b"]), inherited: ["http_proxy"])
        #expect(command.executable == "/usr/bin/\(engine.rawValue)")
        return command.arguments
    }

    private static let environment = [
        "--env", "A=b", "--env", "CFFIXED_USER_HOME=/p/home", "--env", "GIT_SSH_COMMAND=ssh -o BatchMode=yes", "--env",
        "GIT_TERMINAL_PROMPT=0", "--env", "HOME=/p/home", "--env", "http_proxy",
    ]
    private static let end = [
        "--mount", "type=bind,source=/p,target=/p", "--workdir", "/p/home", "--entrypoint", "swift", "img:1", "build",
    ]

    @Test(arguments: [
        (ContainerEngine.docker, false, ["--pull", "never", "--security-opt", "label=disable", "--user", "1000:100"]),
        (.docker, true, ["--pull", "never", "--security-opt", "label=disable", "--user", "0:0"]),
        (.podman, false, ["--pull", "never", "--security-opt", "label=disable", "--user", "1000:100"]),
        (
            .podman, true,
            [
                "--pull", "never", "--security-opt", "label=disable", "--userns", "keep-id", "--user", "1000:100",
            ]
        ),
        (.finch, false, ["--pull", "never", "--user", "1000:100"]),
        (.finch, true, ["--pull", "never", "--user", "0:0"]),
        (.container, false, ["--user", "1000:100"]),
    ])
    func eachEngineRunsWithWhatItNeeds(engine: ContainerEngine, isRootless: Bool, own: [String]) throws {
        #expect(
            try arguments(engine, isRootless: isRootless)
                == ["run", "--rm", "--name", "c", "--platform", "linux/arm64"] + own + Self.environment + Self.end)
    }

    @Test func rootOwnsWhatRootBuilds() {
        let options = EngineDriver.driver(of: .docker)
            .userOptions(UserIdentity(user: 0, group: 0), isRootless: false)
        #expect(options == ["--user", "0:0"])
    }

    @Test(arguments: [
        (ContainerEngine.docker, ["rm", "--force", "c"]), (.podman, ["rm", "--force", "--time", "0", "c"]),
        (.finch, ["rm", "--force", "c"]), (.container, ["delete", "--force", "c"]),
    ])
    func containersAreRemovedAtOnce(engine: ContainerEngine, arguments: [String]) {
        #expect(engine.driver.removeCommand("/e", container: "c").arguments == arguments)
    }

    @Test(arguments: [
        (ContainerEngine.docker, ["info", "--format", "{{json .SecurityOptions}}"], ["pull"]),
        (.podman, ["info", "--format", "{{.Host.Security.Rootless}}"], ["pull"]),
        (.finch, ["info", "--format", "{{json .SecurityOptions}}"], ["pull"]),
        (.container, ["system", "status"], ["image", "pull"]),
    ])
    func enginesAreAskedAndPullInTheirOwnWords(engine: ContainerEngine, ping: [String], pull: [String]) {
        let driver = engine.driver
        #expect(driver.pingCommand("/e").arguments == ping)
        #expect(driver.inspectCommand("/e", image: "i").arguments == ["image", "inspect", "i"])
        #expect(
            driver.pullCommand("/e", image: "i", .x86_64).arguments == pull + ["--platform", "linux/amd64", "i"])
    }

    @Test(arguments: [
        (ContainerEngine.docker, #"["name=seccomp,profile=builtin","name=rootless"]"#, true),
        (.docker, #"["name=seccomp,profile=builtin"]"#, false), (.podman, "true\n", true), (.podman, "false\n", false),
        (.finch, #"["name=rootless"]"#, true), (.container, "true", false),
    ])
    func rootlessEnginesAreKnownByTheirAnswer(engine: ContainerEngine, answer: String, isRootless: Bool) {
        #expect(engine.driver.isRootless(answer: answer) == isRootless)
    }

    @Test(arguments: [
        (
            ContainerEngine.docker, "/it's \"a\", b:c=d",
            #"type=bind,"source=/it's ""a"", b:c=d","target=/it's ""a"", b:c=d""#
        ),
        (.podman, "/a, b", #"type=bind,"source=/a, b","target=/a, b""#),
        (.podman, "/a b:c", "type=bind,source=/a b:c,target=/a b:c"),
        (.finch, "/a, b", #"type=bind,"source=/a, b","target=/a, b""#),
        (.container, #"/it's "a" b:c"#, #"type=bind,source=/it's "a" b:c,target=/it's "a" b:c"#),
    ])
    func pathsAreWrittenAsTheEngineReadsThem(engine: ContainerEngine, path: FilePath, mount: String) throws {
        #expect(try engine.driver.mount(path) == mount)
    }

    @Test(arguments: [
        (ContainerEngine.docker, FilePath("/a\nb")), (.podman, "/a\nb"), (.finch, "/a:b"), (.container, "/a,b"),
        (.container, "/a=b"), (.docker, "/"),
    ])
    func whatAnEngineWouldMisreadIsRefused(engine: ContainerEngine, path: FilePath) {
        let error = #expect(throws: ContainerError.self) { try engine.driver.mount(path) }
        #expect(error?.exitStatus == .unavailable)
        #expect(error?.diagnostics.first?.identifier == "container.unmountable")
        #expect(error?.diagnostics.first?.hints.isEmpty == false)
    }

    @Test func whatLiesInAnotherMountIsNotMountedAgain() throws {
        let all = try arguments(.podman, mounts: ["/p/.build", "/p", "/q", "/p/Packages/x", "/pq"])
        let mounts = all.indices.filter { all[$0] == "--mount" }.map { all[$0 + 1] }
        #expect(mounts.map { $0.split(separator: "=").last.map(String.init) } == ["/p", "/pq", "/q"])
    }
}

@Suite struct ContainerImageTests {
    @Test(arguments: [
        (
            #"[{"Id": "sha256:1", "RepoDigests": ["swift@sha256:2"], "Architecture": "arm64", "Os": "linux"}]"#,
            "sha256:2", [Architecture.arm64]
        ),
        (#"[{"Id": "1", "Digest": "sha256:3", "RepoDigests": [], "Architecture": "amd64"}]"#, "sha256:3", [.x86_64]),
        (
            #"[{"index": {"digest": "sha256:4"}, "variants": [{"platform": {"architecture": "arm64"}}, "#
                + #"{"platform": {"architecture": "amd64"}}]}]"#, "sha256:4", [.arm64, .x86_64]
        ),
        (#"[{"Id": "sha256:5", "Architecture": "s390x"}]"#, "sha256:5", []),
    ])
    func whatEnginesPrintIsRead(json: String, digest: String, architectures: [Architecture]) throws {
        let image = try #require(ContainerImage(reference: "swift", inspection: Array(json.utf8)))
        #expect(image.digest == digest)
        #expect(image.architectures == Set(architectures))
    }

    @Test(arguments: ["", "[]", "null", "{}", "[1]"])
    func whatIsNoAnswerIsNoImage(json: String) {
        #expect(ContainerImage(reference: "swift", inspection: Array(json.utf8)) == nil)
    }

    @Test(arguments: [
        (
            "Swift version 6.3.1 (swift-6.3.1-RELEASE)" as String?, LambdaRuntime.providedAL2023,
            "swift:6.3.1-amazonlinux2023"
        ),
        ("Swift version 6.3 (swift-6.3-RELEASE)", .providedAL2, "swift:6.3-amazonlinux2"),
        (nil, .providedAL2023, "swift:6.3.3-amazonlinux2023"),
    ])
    func theImageIsThatOfTheCompilersRelease(compiler: String?, runtime: LambdaRuntime, image: String) throws {
        #expect(try SwiftImage.reference(compiler: compiler, runtime: runtime) == "docker.io/library/" + image)
    }

    @Test func aCompilerThatIsNoReleaseHasNoImage() {
        let error = #expect(throws: ContainerError.self) {
            try SwiftImage.reference(compiler: "Swift version 6.4-dev (LLVM 1, Swift 2)", runtime: .providedAL2023)
        }
        #expect(error?.diagnostics.first?.hints.contains { $0.contains("--image") } == true)
    }
}
