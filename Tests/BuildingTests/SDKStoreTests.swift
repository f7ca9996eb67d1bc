import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct SDKStoreTests {
    private let scratch: ScratchDirectory
    private let fixture: BundleFixture

    init() throws {
        scratch = try ScratchDirectory()
        fixture = BundleFixture(scratch: scratch)
    }

    private func contents() throws -> SDKStore.Contents {
        try SDKStore(directory: fixture.store, files: scratch.files).contents()
    }

    @Test func aDirectoryThatIsNotThereHoldsNothing() throws {
        #expect(try contents() == SDKStore.Contents())
    }

    @Test func everyTripleOfABundleIsFoundWithItsLibraryAndVersion() throws {
        try fixture.write(
            "static", triples: ["x86_64-swift-linux-musl", "aarch64-swift-linux-musl"], platform: "linux-static")
        let sdk = try #require(try contents().sdks.first)
        #expect(sdk.id == "static")
        #expect(sdk.targets.map(\.architecture) == [.arm64, .x86_64])
        #expect(sdk.targets.allSatisfy { $0.libc == .musl && $0.swiftVersion == DottedVersion("6.3.1") })
        #expect(sdk.targets.allSatisfy { !$0.isRebuildable && $0.glibcVersion == nil })
    }

    @Test func anInterfaceWithoutABinaryModuleCanBeRebuilt() throws {
        try fixture.write(
            "debian", triples: ["aarch64-unknown-linux-gnu"], module: ("swiftinterface", "6.0.3"), glibcMinor: 41)
        let target = try #require(try contents().sdks.first?.target(for: .arm64))
        #expect(target.isRebuildable)
        #expect(target.swiftVersion == DottedVersion("6.0.3"))
        #expect(target.glibcVersion == DottedVersion("2.41"))
    }

    @Test func allVariantsOfAnArtifactAreRead() throws {
        try fixture.write("both", triples: ["aarch64-unknown-linux-gnu"])
        let other = "sdks/both.artifactbundle/other"
        try scratch.write("", to: "\(other)/sysroot/usr/lib/swift_static/clang/include/x.h")
        try scratch.write(
            #"{"schemaVersion": "4.0", "targetTriples": {"x86_64-unknown-linux-gnu": {"sdkRootPath": "sysroot"}}}"#,
            to: "\(other)/swift-sdk.json")
        try scratch.write(
            """
            {"schemaVersion": "1.0", "artifacts": {"both": {"type": "swiftSDK", "version": "1",
             "variants": [{"path": "variant"}, {"path": "other/swift-sdk.json"}]}}}
            """, to: "sdks/both.artifactbundle/info.json")
        #expect(try contents().sdks.first?.targets.map(\.architecture) == [.arm64, .x86_64])
    }

    @Test func targetsOfOtherSystemsAndOtherArtifactsAreNoneOfOurs() throws {
        try fixture.write("wasm", triples: ["wasm32-unknown-wasip1"])
        try scratch.write(
            #"{"artifacts": {"tool": {"type": "executable", "variants": [{"path": "bin"}]}}}"#,
            to: "sdks/tool.artifactbundle/info.json")
        #expect(try contents() == SDKStore.Contents())
    }

    @Test(arguments: [
        ("info.json", "{", "sdk.malformed"),
        ("info.json", #"{"artifacts": {"good": {"type": "swiftSDK"}}}"#, "sdk.malformed"),
        ("variant/swift-sdk.json", "[]", "sdk.malformed"),
        ("variant/swift-sdk.json", #"{"schemaVersion": "9.0", "targetTriples": {}}"#, "sdk.malformed"),
        (
            "variant/swift-sdk.json",
            #"{"schemaVersion": "4.0", "targetTriples": {"aarch64-unknown-linux-gnu": {"sdkRootPath": "gone"}}}"#,
            "sdk.incomplete"
        ),
    ])
    func aBrokenBundleIsToldAndHidesNoOther(file: String, text: String, identifier: String) throws {
        try fixture.write("bad", triples: ["aarch64-unknown-linux-gnu"])
        try fixture.write("good", triples: ["aarch64-unknown-linux-gnu"])
        try scratch.write(text, to: "sdks/bad.artifactbundle/\(file)")
        let contents = try contents()
        #expect(contents.sdks.map(\.id) == ["good"])
        #expect(contents.problems.flatMap(\.diagnostics).map(\.identifier) == [identifier])
        #expect(contents.problems.first?.exitStatus == .unavailable)
    }

    @Test func aLinkToAToolchainThatIsGoneMakesTheSDKIncomplete() throws {
        try fixture.write("stale", triples: ["aarch64-unknown-linux-gnu"])
        let clang = fixture.store.pushing(
            "stale.artifactbundle/variant/aarch64-unknown-linux-gnu/usr/lib/swift_static/clang")
        try scratch.files.remove(clang)
        try scratch.files.link(clang, to: "/nowhere/lib/swift/clang")
        let contents = try contents()
        #expect(contents.sdks.isEmpty)
        #expect(contents.problems.flatMap(\.diagnostics).map(\.identifier) == ["sdk.incomplete"])
    }

    @Test func aBundleWithoutMetadataIsUnreadable() throws {
        try scratch.files.makeDirectory(fixture.store.appending("empty.artifactbundle"))
        #expect(try contents().problems.flatMap(\.diagnostics).map(\.identifier) == ["sdk.unreadable"])
    }

    @Test(arguments: [
        ([:], "/home/ana/.swiftpm/swift-sdks"),
        (["XDG_CONFIG_HOME": "/conf"], "/conf/swiftpm/swift-sdks"),
        (["XDG_CONFIG_HOME": ""], "/home/ana/.swiftpm/swift-sdks"),
        (["HOME": "/elsewhere"], "/home/ana/.swiftpm/swift-sdks"),
    ])
    func sdksAreWhereSwiftPMKeepsThem(environment: [String: String], expected: String) {
        #if os(Linux)
        #expect(SDKStore.defaultDirectory(environment: environment, home: "/home/ana").string == expected)
        #endif
    }
}

@Suite struct SwiftVersionTests {
    @Test(arguments: [
        ("swift-6.3.1-RELEASE_static-linux-0.1.0", "6.3.1"),
        ("6.0.3-RELEASE_ubuntu_jammy_aarch64", "6.0.3"),
        ("debian-trixie-swift-6.0.3-arm64", "6.0.3"),
        ("swift-DEVELOPMENT-SNAPSHOT-2026-01-01-a_static-linux-0.1.0", nil),
        ("mine", nil),
    ])
    func theVersionInAName(name: String, version: String?) {
        #expect(swiftVersion(inSDKName: name) == version.flatMap { DottedVersion($0) })
    }
}
