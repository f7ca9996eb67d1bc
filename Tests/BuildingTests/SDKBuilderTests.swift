import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct SDKBuilderTests {
    private let scratch: ScratchDirectory
    private let fixture: BundleFixture
    private let processes = ScriptedProcessRunner()

    init() throws {
        scratch = try ScratchDirectory()
        fixture = BundleFixture(scratch: scratch)
    }

    private var plan: BuildPlan {
        BuildPlan(package: "/p", scratch: scratch.appending("scratch"), products: ["Orders"])
    }

    private func builder(
        _ id: String, _ triples: [String], environment: [String: String] = [:]
    ) throws -> SDKBuilder {
        try fixture.write(id, triples: triples)
        let contents = try SDKStore(directory: fixture.store, files: scratch.files).contents()
        let sdk = try #require(contents.sdks.first { $0.id == id })
        return SDKBuilder(
            host: .testing(environment: environment, files: scratch.files, processes: processes),
            swift: "/usr/bin/swift", sdk: sdk,
            target: try #require(sdk.target(for: .arm64)), store: fixture.store)
    }

    @Test func aTargetWithGlibcLinksTheSwiftRuntimeIn() throws {
        let commands = try builder("deb", ["aarch64-unknown-linux-gnu"]).commands(plan: plan, view: "/view")
        #expect(commands.map(\.environment) == [[:]])
        let arguments = commands.flatMap(\.arguments)
        #expect(
            arguments.suffix(7) == [
                "--static-swift-stdlib", "--swift-sdks-path", "/view", "--swift-sdk", "deb", "--product", "Orders",
            ])
    }

    /// The sysroot's pkg-config files take precedence over this machine's.
    @Test func cLibrariesOfTheSysroot() async throws {
        let sysroot = "sdks/deb.artifactbundle/variant/aarch64-unknown-linux-gnu"
        for directory in ["lib/aarch64-linux-gnu", "lib/gcc", "share"] {
            try scratch.write("Name: pq\n", to: "\(sysroot)/usr/\(directory)/pkgconfig/libpq.pc")
        }
        let builder = try builder("deb", ["aarch64-unknown-linux-gnu"], environment: ["PKG_CONFIG_PATH": "/opt/own"])
        processes.answer("swift", ["build"])
        _ = try await builder.build(plan) { _ in }
        let environment = try #require(processes.commands.first?.environment)
        let root = scratch.path.pushing(FilePath(sysroot))
        #expect(environment["PKG_CONFIG_SYSROOT_DIR"] == root.string)
        #expect(
            environment["PKG_CONFIG_PATH"]
                == "\(root)/usr/lib/aarch64-linux-gnu/pkgconfig:\(root)/usr/share/pkgconfig:/opt/own")
    }

    /// SwiftPM would not notice, and link with the former one's options.
    @Test func anSDKInTheSamePlaceIsPlannedAgain() async throws {
        let builder = try builder("deb", ["aarch64-unknown-linux-gnu"])
        let first = try await builder.environment()
        #expect(try await builder.environment() == first)
        let metadata = fixture.store.pushing("deb.artifactbundle/info.json")
        let bytes = try scratch.files.read(metadata, limit: 1 << 20)
        try scratch.files.remove(metadata)
        try scratch.files.write(bytes, to: metadata, permissions: .readableByAll)
        #expect(try await builder.environment() != first)
    }

    @Test func ofSeveralTargetsTheTripleSelectsOne() throws {
        let builder = try builder("static", ["aarch64-swift-linux-musl", "x86_64-swift-linux-musl"])
        let arguments = builder.commands(plan: plan, view: "/view").flatMap(\.arguments)
        #expect(arguments.suffix(4) == ["--swift-sdk", "aarch64-swift-linux-musl", "--product", "Orders"])
        #expect(!arguments.contains("--static-swift-stdlib"))
    }

    @Test func swiftPMSeesOnlyTheSDKThatWasChosen() async throws {
        let builder = try builder("chosen", ["aarch64-unknown-linux-gnu"])
        try fixture.write("other", triples: ["aarch64-unknown-linux-gnu"])
        processes.answer("swift", ["build"])
        for _ in 1...2 {
            let output = try await builder.build(plan) { _ in }
            #expect(output.binaries.string.hasSuffix("/aarch64-unknown-linux-gnu/release"))
        }
        let arguments = try #require(processes.commands.first?.arguments)
        let index = try #require(arguments.firstIndex(of: "--swift-sdks-path"))
        let view = FilePath(arguments[index + 1])
        #expect(try scratch.files.names(in: view) == ["chosen.artifactbundle"])
        #expect(
            try scratch.files.status(of: view.pushing("chosen.artifactbundle/info.json"), followingLinks: true) != nil)
    }

    @Test func modulesOfAnotherVersionAreExplained() async throws {
        let builder = try builder("deb", ["aarch64-unknown-linux-gnu"])
        processes.answer(
            "swift", ["build"],
            error: """
                /p/Sources/a.swift:1:8: error: module compiled with Swift 6.0.3 cannot be imported by the Swift 6.3.1 \
                compiler: /s/usr/lib/swift_static/linux/Foundation.swiftmodule/aarch64-unknown-linux-gnu.swiftmodule
                """, status: 1)
        let error = await #expect(throws: BuildError.self) { try await builder.build(plan) { _ in } }
        #expect(error?.exitStatus == .unavailable)
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.identifier == "sdk.foreign-module")
        #expect(diagnostic.summary.contains("'Foundation'") && diagnostic.summary.contains("6.0.3"))
        #expect(diagnostic.hints.contains { $0.contains("swiftlambda sdk install") })
    }

    @Test func anImportOfSwiftPMsOwnIsNotTheUsersToLeaveOut() async throws {
        let builder = try builder("deb", ["aarch64-unknown-linux-gnu"])
        processes.answer(
            "swift", ["build"],
            error: """
                /p/.build/X.build/DerivedSources/resource_bundle_accessor.swift:1:8: error: module compiled with Swift 6.0.3 \
                cannot be imported by the Swift 6.3.1 compiler: /s/usr/lib/swift/linux/Foundation.swiftmodule/a.swiftmodule
                """, status: 1)
        let error = await #expect(throws: BuildError.self) { try await builder.build(plan) { _ in } }
        let hints = try #require(error?.diagnostics.first?.hints)
        #expect(!hints.contains { $0.contains("remove the import") })
        #expect(hints.contains { $0.contains("'include:'") && $0.contains("imports Foundation") })
    }

    @Test func whatDoesNotBuildWithMuslIsToldThatItMayBeMusl() async throws {
        let builder = try builder("static", ["aarch64-swift-linux-musl"])
        processes.answer("swift", ["build"], error: "fatal error: 'execinfo.h' file not found", status: 1)
        let error = await #expect(throws: BuildError.self) { try await builder.build(plan) { _ in } }
        #expect(error?.exitStatus == .unsatisfied)
        #expect(error?.diagnostics.first?.explanation?.contains("musl") == true)
        let hints = error?.diagnostics.first?.hints ?? []
        #expect(hints.contains { $0.contains("swiftlambda package --builder container") })
        #expect(hints.contains { $0.contains("swiftlambda sdk make --from debian") })
    }
}

@Suite struct StaticLinuxSDKTests {
    private func toolchain(_ version: String) -> Toolchain {
        Toolchain(swift: "/usr/bin/swift", compilerVersion: version, triple: "", programsDirectory: "")
    }

    @Test func theSDKOfAReleaseIsKnownWithItsChecksum() throws {
        let sdk = try #require(StaticLinuxSDK(toolchain: toolchain("Swift version 6.3.1 (swift-6.3.1-RELEASE)")))
        #expect(
            sdk.installCommand(swift: "/usr/bin/swift", store: "/sdks").arguments == [
                "sdk", "install",
                "https://download.swift.org/swift-6.3.1-release/static-sdk/swift-6.3.1-RELEASE/"
                    + "swift-6.3.1-RELEASE_static-linux-0.1.0.artifactbundle.tar.gz",
                "--checksum", "fac05271c1f7d060bd203240ce5251d5ca902d30ac899f553765dbb3a88b97ad",
                "--swift-sdks-path", "/sdks",
            ])
    }

    @Test(arguments: ["Swift version 9.9 (swift-9.9-RELEASE)", "Swift version 6.4-dev (LLVM 1, Swift 2)"])
    func withoutAChecksumNothingIsInstalled(version: String) throws {
        let error = #expect(throws: SDKInstallError.self) {
            try StaticLinuxSDK(toolchain: toolchain(version), url: nil, checksum: nil)
        }
        #expect(error?.exitStatus == .unavailable)
    }

    @Test func aChecksumOfTheUsersIsTaken() throws {
        let toolchain = toolchain("Swift version 9.9 (swift-9.9-RELEASE)")
        let sdk = try StaticLinuxSDK(toolchain: toolchain, url: nil, checksum: "abc")
        #expect(sdk.url.contains("/swift-9.9-RELEASE_static-linux-"))
        #expect(sdk.checksum == "abc")
    }
}
